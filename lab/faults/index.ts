import { beyondFaults } from './beyond.ts';
import { dataFaults } from './data.ts';
import type { Fault } from './fault.ts';
import { loginFaults } from './login.ts';
import { networkFaults } from './network.ts';
import { reportFaults } from './reports.ts';
import { requirementFaults } from './requirements.ts';
import { serviceFaults } from './services.ts';
import { startupFaults } from './startup.ts';
import { submissionFaults } from './submission.ts';
import { symboldFaults } from './symbold.ts';
import { symbolFaults } from './symbols.ts';
import { workflowFaults } from './workflows.ts';

export type { Fault } from './fault.ts';

/** Every fault by its name, in the order of the checklist. */
export const faults: Record<string, Fault> = {
  ...startupFaults,
  ...requirementFaults,
  ...submissionFaults,
  ...symbolFaults,
  ...symboldFaults,
  ...serviceFaults,
  ...loginFaults,
  ...workflowFaults,
  ...reportFaults,
  ...networkFaults,
  ...dataFaults,
  ...beyondFaults,
};
