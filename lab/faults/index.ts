import { beyondFaults } from './beyond.ts';
import { dataFaults } from './data.ts';
import { dnsFaults } from './dns.ts';
import type { Fault } from './fault.ts';
import { invitationFaults } from './invitation.ts';
import { loginFaults } from './login.ts';
import { networkFaults } from './network.ts';
import { reportFaults } from './reports.ts';
import { requirementFaults } from './requirements.ts';
import { serviceFaults } from './services.ts';
import { ssoFaults } from './sso.ts';
import { startupFaults } from './startup.ts';
import { submissionFaults } from './submission.ts';
import { symboldFaults } from './symbold.ts';
import { symbolFaults } from './symbols.ts';
import { uiFaults } from './ui.ts';
import { workflowFaults } from './workflows.ts';

export type { Fault } from './fault.ts';

/** Faults that a verification by `npx vitest run` shows, by name. */
export const serverFaults: Record<string, Fault> = {
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
  ...dnsFaults,
  ...dataFaults,
  ...beyondFaults,
};

/** Faults that show in a browser, by name. */
export const browserFaults: Record<string, Fault> = { ...uiFaults, ...ssoFaults, ...invitationFaults };

/** Every fault by its name. */
export const faults: Record<string, Fault> = { ...serverFaults, ...browserFaults };
