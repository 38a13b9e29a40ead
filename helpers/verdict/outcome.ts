import { z } from 'zod';

/** Why a step was not judged: exactly one of these kinds, and the particular reason. */
export const skipKinds = ['not applicable', 'not configured', 'not allowed', 'waived'] as const;
export type SkipKind = (typeof skipKinds)[number];

const evidence = z.object({ where: z.string(), asked: z.string(), answered: z.string() });

/** What was asked, where, and what was answered: short and redacted. */
export type Evidence = z.output<typeof evidence>;

/** The step that an outcome belongs to. */
const step = z.object({
  id: z.string(),
  section: z.string(),
  project: z.string(),
  title: z.string(),
  byHand: z.string(),
});
export type StepOfRun = z.output<typeof step>;

export const outcomeSchema = z.object({
  step,
  status: z.enum(['passed', 'failed', 'error', 'skipped']),
  skip: z.object({ kind: z.enum(skipKinds), reason: z.string() }).optional(),
  /** One entry a thing that is wrong (failed) or could not be found out (error). */
  findings: z.array(z.string()),
  evidence: z.array(evidence),
  /** Assumptions and blind spots that a reader should know of. */
  notes: z.array(z.string()),
  startedAt: z.string(),
  seconds: z.number(),
});

/** What came out of one step: exactly one a step and run. */
export type Outcome = z.output<typeof outcomeSchema>;
export type Status = Outcome['status'];

/** The outcome of a step that the run has not reached. */
export function notReached(of: StepOfRun, reason = 'the run ended before this step had an outcome'): Outcome {
  return {
    step: of,
    status: 'error',
    findings: [reason],
    evidence: [],
    notes: [],
    startedAt: new Date().toISOString(),
    seconds: 0,
  };
}
