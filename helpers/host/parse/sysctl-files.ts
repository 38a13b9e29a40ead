import { z } from 'zod';
import { linesOf, outputOf, type RawAnswer, strangeLine } from './answer.ts';

const sysctlLine = z.object({ file: z.string(), value: z.number() });
export const sysctlFilesFact = z.array(sysctlLine);
export type SysctlLine = z.infer<typeof sysctlLine>;

/**
 * Where `vm.max_map_count` is set for the next boot, from `grep -Hs` over the sysctl files; none is an empty list.
 * Throws NotUnderstood.
 */
export function parseSysctlFiles(answer: RawAnswer): SysctlLine[] {
  // `grep` exits 1 when nothing matched and 2 when a file was not there.
  return linesOf(outputOf(answer, [0, 1, 2])).flatMap((line) => {
    const [, file = '', text = ''] = /^([^:]+):(.*)$/.exec(line) ?? [];
    const setting = text.trimStart();
    if (setting.startsWith(';')) return [];
    const found = /^-?\s*vm[./]max_map_count\s*=\s*(\d+)\s*$/.exec(setting);
    if (!found) throw strangeLine(line, '`FILE:vm.max_map_count = N`');
    return [{ file, value: Number(found[1]) }];
  });
}
