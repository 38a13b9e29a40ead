import { z } from 'zod';
import { withoutTrailing } from '../../trailing.ts';
import { linesOf, outputOf, type RawAnswer, strangeLine } from './answer.ts';
import { deviceAndType, readDfLine } from './df-line.ts';
import { diskFact } from './disks.ts';

const volumeFact = diskFact.extend({
  /** As it was asked for, without slashes at its end; symbolic links are followed. */
  path: z.string(),
  /** As `df` rounds it, up; null where the file system counts no inodes. */
  inodesUsedPercent: z.number().nullable(),
});
export const volumesFact = z.array(volumeFact);
export type Volume = z.infer<typeof volumeFact>;

/**
 * The file system of each path that is there, from `df -B1 --output=source,fstype,size,used,avail,pcent,ipcent,target,file`.
 * It exits 1 where some are not; those are left out. Throws NotUnderstood.
 */
export function parseVolumes(answer: RawAnswer): Volume[] {
  const [head, ...rows] = linesOf(outputOf(answer, [0, 1]));
  if (!head?.startsWith('Filesystem ')) throw strangeLine(head ?? answer.stderr, 'the headings of df');
  return rows.map(parseVolume);
}

function parseVolume(line: string): Volume {
  const found = readDfLine(line, { words: 2, percents: 2, paths: 2 });
  if (!found) throw strangeLine(line, '`DEVICE TYPE SIZE USED AVAILABLE USED% INODES% MOUNT PATH`');
  const [sizeBytes = 0, usedBytes = 0, availableBytes = 0] = found.numbers;
  const [usedPercent = null, inodesUsedPercent = null] = found.percents;
  const [mount = '', path = ''] = found.paths;
  return {
    path: withoutTrailing(path, '/', 1),
    ...deviceAndType(found),
    sizeBytes,
    usedBytes,
    availableBytes,
    usedPercent,
    inodesUsedPercent,
    mount,
  };
}
