import { z } from 'zod';
import { linesOf, outputOf, type RawAnswer, strangeLine } from './answer.ts';

const sideProcess = z.object({ pid: z.number(), unit: z.string() });
export const sideProcessesFact = z.array(sideProcess);
export type SideProcess = z.infer<typeof sideProcess>;

/**
 * Which process belongs to which unit, from `grep` over `/proc/PID/cgroup`: also what a service forked away from its
 * main process. Throws NotUnderstood.
 */
export function parseSideProcesses(answer: RawAnswer): SideProcess[] {
  // `grep` exits 1 when nothing matched and 2 when a process ended while it was being read.
  const found = linesOf(outputOf(answer, [0, 1, 2])).flatMap((line) => {
    const [, pid, path = ''] = /^\/proc\/(\d+)\/cgroup:\d+:[^:]*:(.*)$/.exec(line) ?? [];
    if (pid === undefined) throw strangeLine(line, '`/proc/PID/cgroup:N::PATH`');
    // A process of a slice alone, whose name also holds the word, is of no service.
    const unit = /\/(backtrace-[^/]+\.service)(?:\/|$)/.exec(path)?.[1];
    return unit === undefined ? [] : [{ pid: Number(pid), unit }];
  });
  // Hybrid hierarchies name the same unit once each.
  const byBoth = new Map(found.map((each) => [`${each.pid} ${each.unit}`, each]));
  return [...byBoth.values()];
}
