import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { notReached, type Outcome, type StepOfRun } from './outcome.ts';
import { type Part, partSchema } from './part.ts';
import { writeWhole } from './write-file.ts';

/**
 * The record of one project of a run, on disk from the first moment: every expected step stands there as `error`
 * (not reached) until its outcome comes, so that nothing is lost when the run dies.
 */
export class PartRecord {
  readonly #file: string;
  readonly #part: Part;
  readonly #outcomes: Map<string, Outcome>;

  constructor(results: string, run: string, project: string, expected: readonly StepOfRun[]) {
    this.#file = join(partsFolder(results), `${project}.json`);
    this.#outcomes = new Map(expected.map((step) => [step.id, notReached(step)]));
    this.#part = {
      format: 1,
      run,
      project,
      pid: process.pid,
      startedAt: new Date().toISOString(),
      endedAt: null,
      interrupted: false,
      problems: [],
      remarks: [],
      outcomes: [],
    };
    dropOtherRuns(results, run);
    this.#write();
  }

  /** Takes in a step's outcome; the latest counts. */
  set(outcome: Outcome): void {
    this.#outcomes.set(outcome.step.id, outcome);
    this.#write();
  }

  /** Notes something that is wrong with the run itself. */
  problem(text: string): void {
    this.#part.problems.push(text);
    this.#write();
  }

  /** Closes the record; what has no outcome by now stays an `error`. */
  end(interrupted: boolean): void {
    this.#part.endedAt = new Date().toISOString();
    this.#part.interrupted = interrupted;
    this.#write();
  }

  #write(): void {
    writeWhole(
      this.#file,
      `${JSON.stringify({ ...this.#part, outcomes: [...this.#outcomes.values()] }, null, 1)}\n`,
    );
  }
}

/**
 * Records what became of what was left on the new server: `left` is what is left there, as of the last look; remarks
 * add up.
 */
export function recordUndo(
  results: string,
  run: string,
  project: string,
  { remarks, left }: { remarks: readonly string[]; left: readonly string[] },
): void {
  const file = join(partsFolder(results), `undo-by-${project}.json`);
  dropOtherRuns(results, run);
  const now = new Date().toISOString();
  const before = readPart(file);
  const part: Part = {
    format: 1,
    run,
    project: `undo by ${project}`,
    pid: process.pid,
    startedAt: before?.startedAt ?? now,
    endedAt: now,
    interrupted: false,
    problems: [...left],
    remarks: [...new Set([...(before?.remarks ?? []), ...remarks])],
    outcomes: [],
  };
  writeWhole(file, `${JSON.stringify(part, null, 1)}\n`);
}

/** The parts of one run that are on disk, in the order in which they began. */
export function readParts(results: string, run: string): Part[] {
  return partFiles(results)
    .map(readPart)
    .filter((part) => part?.run === run)
    .filter((part) => part !== undefined)
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}

function dropOtherRuns(results: string, run: string): void {
  for (const file of partFiles(results)) {
    if (readPart(file)?.run !== run) rmSync(file, { force: true });
  }
}

function partFiles(results: string): string[] {
  const folder = partsFolder(results);
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name));
}

/** Undefined for what is no part: gone meanwhile, damaged, or of another version of this pack. */
function readPart(file: string): Part | undefined {
  try {
    return partSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

function partsFolder(results: string): string {
  return join(results, 'parts');
}
