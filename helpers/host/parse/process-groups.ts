import { z } from 'zod';
import { linesOf, outputOf, type RawAnswer, strangeLine } from './answer.ts';

const groupsOfProcess = z.object({
  pid: z.number(),
  /** Numbers of the groups whose rights the process has. */
  groups: z.array(z.number()),
});
export const processGroupsFact = z.array(groupsOfProcess);
export type ProcessGroups = z.infer<typeof groupsOfProcess>;

/**
 * The groups of each process, from the lines `Gid` and `Groups` of /proc/PID/status: the one that counts for files, and the
 * supplementary ones. Throws NotUnderstood.
 */
export function parseProcessGroups(answer: RawAnswer): ProcessGroups[] {
  const byPid = new Map<number, number[]>();
  // A process that ends meanwhile makes `grep` exit 2.
  for (const line of linesOf(outputOf(answer, [0, 2]))) {
    const found = /^\/proc\/(\d+)\/status:(Gid|Groups):([\s\d]*)$/.exec(line);
    if (!found) throw strangeLine(line, '`/proc/PID/status:Gid: …`');
    const numbers = (found[3] ?? '').split(/\s+/).filter((text) => text !== '');
    // Real, effective, saved, file system.
    const counting = found[2] === 'Gid' ? numbers.slice(3, 4) : numbers;
    const pid = Number(found[1]);
    byPid.set(pid, [...(byPid.get(pid) ?? []), ...counting.map(Number)]);
  }
  return [...byPid].map(([pid, groups]) => ({ pid, groups: [...new Set(groups)] }));
}
