import { z } from 'zod';
import { linesOf, NotUnderstood, outputOf, type RawAnswer, strangeLine } from './answer.ts';

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
      const found = /^(.+?)\s+(\d+|-)\s+(\d+|-)\s+(-?\d+|-)\s+(?:(\d+)%|-)\s+(\/.*)$/.exec(line);
      if (!found) throw strangeLine(line, '`DEVICE INODES USED FREE USED% MOUNT`');
      const [, device = '', inodes, used, free, percent, mount = ''] = found;
      return {
        device,
        inodes: Number(inodes) || 0,
        used: Number(used) || 0,
        free: Number(free) || 0,
        usedPercent: percent === undefined ? null : Number(percent),
        mount,
      };
    });
  if (mounts.length === 0) throw new NotUnderstood('expected file systems, received none');
  return mounts;
}
