import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawAnswer } from '../answer.ts';

/** What a real machine answered to a question of the catalogue (see README.md beside this file). */
export function sample(machine: 'debian-11' | 'debian-12', key: string, status = 0): RawAnswer {
  const file = join(import.meta.dirname, machine, key);
  const stderr = existsSync(`${file}.stderr.txt`) ? readFileSync(`${file}.stderr.txt`, 'utf8') : '';
  return { status, stdout: readFileSync(`${file}.txt`, 'utf8'), stderr, cut: false };
}

/** An answer as it would come back. */
export function answered(stdout: string, rest: Partial<RawAnswer> = {}): RawAnswer {
  return { status: 0, stderr: '', cut: false, stdout, ...rest };
}
