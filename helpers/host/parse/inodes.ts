import { z } from 'zod';
import { linesOf, NotUnderstood, outputOf, type RawAnswer, strangeLine } from './answer.ts';
import { readDfLine } from './df-line.ts';

const inodesOfMount = z.object({
  device: z.string(),
  /** 0 where the file system makes them as it needs them (btrfs, vfat). */
  inodes: z.number(),
  used: z.number(),
  free: z.number(),
  usedPercent: z.number().nullable(),
  mount: z.string(),
});
export const inodesFact = z.array(inodesOfMount);
export type Inodes = z.infer<typeof inodesOfMount>;

/** Inodes of each mounted file system, from `df -P -i`; exit status 1 as with `parseDisks`. Throws NotUnderstood. */
export function parseInodes(answer: RawAnswer): Inodes[] {
  const mounts = linesOf(outputOf(answer, [0, 1]))
    .slice(1)
    .map((line) => {
      const found = readDfLine(line, { words: 1, percents: 1, paths: 1 });
      if (!found) throw strangeLine(line, '`DEVICE INODES USED FREE USED% MOUNT`');
      const [inodes = 0, used = 0, free = 0] = found.numbers;
      const [usedPercent = null] = found.percents;
      const [mount = ''] = found.paths;
      return { device: found.before, inodes, used, free, usedPercent, mount };
    });
  if (mounts.length === 0) throw new NotUnderstood('expected file systems, received none');
  return mounts;
}
