import { z } from 'zod';
import { linesOf, NotUnderstood, outputOf, type RawAnswer, strangeLine } from './answer.ts';

export const diskFact = z.object({
  device: z.string(),
  type: z.string(),
  sizeBytes: z.number(),
  usedBytes: z.number(),
  /** What an ordinary user may still write; less than size - used where blocks are reserved for root. */
  availableBytes: z.number(),
  /** As `df` rounds it, up; null where the file system has no size. */
  usedPercent: z.number().nullable(),
  mount: z.string(),
});
export const disksFact = z.array(diskFact);
export type Disk = z.infer<typeof diskFact>;

/**
 * Space on each mounted file system, from `df -P -T -B1`. Where `df` could not look at some mounts it exits 1;
 * the others are given, and what it complained of is in the look's notes. Throws NotUnderstood.
 */
export function parseDisks(answer: RawAnswer): Disk[] {
  const disks = linesOf(outputOf(answer, [0, 1]))
    .slice(1)
    .map(parseDisk);
  if (disks.length === 0) throw new NotUnderstood('expected file systems, received none');
  return disks;
}

function parseDisk(line: string): Disk {
  // Device and mount point may hold blanks: the numbers between them are what is looked for.
  const found = /^(.+?)\s+(\S+)\s+(\d+|-)\s+(\d+|-)\s+(-?\d+|-)\s+(?:(\d+)%|-)\s+(\/.*)$/.exec(line);
  if (!found) throw strangeLine(line, '`DEVICE TYPE SIZE USED AVAILABLE USED% MOUNT`');
  const [, device = '', type = '', size, used, available, percent, mount = ''] = found;
  return {
    device,
    type,
    sizeBytes: Number(size) || 0,
    usedBytes: Number(used) || 0,
    availableBytes: Number(available) || 0,
    usedPercent: percent === undefined ? null : Number(percent),
    mount,
  };
}
