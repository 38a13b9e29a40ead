import { z } from 'zod';
import { linesOf, NotUnderstood, outputOf, type RawAnswer, strangeLine } from './answer.ts';
import { deviceAndType, readDfLine } from './df-line.ts';

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
  const found = readDfLine(line, { words: 2, percents: 1, paths: 1 });
  if (!found) throw strangeLine(line, '`DEVICE TYPE SIZE USED AVAILABLE USED% MOUNT`');
  const [sizeBytes = 0, usedBytes = 0, availableBytes = 0] = found.numbers;
  const [usedPercent = null] = found.percents;
  const [mount = ''] = found.paths;
  return {
    ...deviceAndType(found),
    sizeBytes,
    usedBytes,
    availableBytes,
    usedPercent,
    mount,
  };
}
