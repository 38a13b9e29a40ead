import { join } from 'node:path';
import { junitXml } from './junit.ts';
import type { Outcome } from './outcome.ts';
import { readParts } from './record.ts';
import { writeWhole } from './write-file.ts';

/** A whole run, all its parts together. */
export interface Run {
  run: string;
  startedAt: string;
  endedAt: string | null;
  interrupted: boolean;
  problems: string[];
  /** What is no problem and to be told, such as what had been left on the new server and was undone. */
  remarks: string[];
  outcomes: Outcome[];
}

/** Puts the parts of a run together, in the order of `ids`. */
export function assemble(results: string, run: string, ids: readonly string[]): Run {
  const parts = readParts(results, run);
  const place = new Map(ids.map((id, index) => [id, index]));
  const outcomes = parts.flatMap((part) => part.outcomes);
  outcomes.sort((a, b) => (place.get(a.step.id) ?? ids.length) - (place.get(b.step.id) ?? ids.length));
  return {
    run,
    startedAt: parts[0]?.startedAt ?? new Date().toISOString(),
    endedAt: parts.every((part) => part.endedAt) ? (parts.at(-1)?.endedAt ?? null) : null,
    interrupted: parts.some((part) => part.interrupted),
    problems: parts.flatMap((part) => part.problems),
    remarks: parts.flatMap((part) => part.remarks),
    outcomes,
  };
}

/** Writes `outcomes.json` and `verification.xml` into the results folder. */
export function writeReports(results: string, run: Run): void {
  const durable = run.endedAt !== null;
  writeWhole(join(results, 'outcomes.json'), `${JSON.stringify(run, null, 1)}\n`, { durable });
  writeWhole(join(results, 'verification.xml'), junitXml(run), { durable });
}
