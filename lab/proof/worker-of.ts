import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Id of the process in which Vitest's main process `pid` runs the specs. */
export function workerOf(pid: number): number {
  const read = (id: string, file: string) => readFileSync(`/proc/${id}/${file}`, 'utf8');
  const worker = readdirSync('/proc').find((id) => {
    try {
      return (
        /^\d+$/.test(id) &&
        read(id, 'cmdline').includes('workers/forks') &&
        read(id, 'status').includes(`PPid:\t${pid}\n`)
      );
    } catch {
      return false; // it has ended meanwhile
    }
  });
  expect(worker, 'worker of the run').toBeDefined();
  return Number(worker);
}
