import { beyondFaults } from './beyond.ts';
import { dataFaults } from './data.ts';
import type { Fault } from './fault.ts';
import { requirementFaults } from './requirements.ts';
import { startupFaults } from './startup.ts';
import { submissionFaults } from './submission.ts';
import { symboldFaults } from './symbold.ts';
import { symbolFaults } from './symbols.ts';

export type { Fault } from './fault.ts';

/** Every fault by its name, in the order of the checklist. */
export const faults: Record<string, Fault> = {
  ...startupFaults,
  ...requirementFaults,
  ...submissionFaults,
  ...symbolFaults,
  ...symboldFaults,
  ...dataFaults,
  ...beyondFaults,
};
