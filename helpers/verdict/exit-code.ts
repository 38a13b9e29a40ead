import type { Run } from './report.ts';

/**
 * Exit code of a run: 0 verified; 1 the server is wrong (or the run itself is unsound); 3 something could not be
 * found out, or nothing was verified; 130 interrupted. (2 is for unusable settings or arguments.)
 */
export function exitCode(run: Run): number {
  const has = (status: string) => run.outcomes.some((outcome) => outcome.status === status);
  if (run.interrupted) return 130;
  if (has('failed') || run.problems.length > 0) return 1;
  if (has('error') || !has('passed')) return 3;
  return 0;
}
