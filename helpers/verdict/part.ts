import { z } from 'zod';
import { outcomeSchema } from './outcome.ts';

/** What one project of a run (one process) has found so far. */
export const partSchema = z.object({
  format: z.literal(1),
  /** The same for all processes of one run. */
  run: z.string(),
  project: z.string(),
  /** Process that writes this part. */
  pid: z.number(),
  startedAt: z.string(),
  /** Null while the part is under way. */
  endedAt: z.string().nullable(),
  interrupted: z.boolean(),
  /** What is wrong with the run itself, for example two tests for one step. */
  problems: z.array(z.string()),
  /** What is no problem and to be told: what had been left on the new server and was undone, what is left on another. */
  remarks: z.array(z.string()).default([]),
  outcomes: z.array(outcomeSchema),
});

export type Part = z.output<typeof partSchema>;
