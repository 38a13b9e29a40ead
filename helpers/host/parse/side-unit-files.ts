import { z } from 'zod';
import { linesOf, outputOf, type RawAnswer, strangeLine } from './answer.ts';

const sideUnitFile = z.object({
  /** With its suffix, for example `backtrace-workflows.service`. */
  name: z.string(),
  /** enabled, disabled, static, masked, alias, … */
  state: z.string(),
});
export const sideUnitFilesFact = z.array(sideUnitFile);
export type SideUnitFile = z.infer<typeof sideUnitFile>;

/** The unit files that a pattern of `systemctl list-unit-files --no-legend` matched; none is an empty list. Throws NotUnderstood. */
export function parseSideUnitFiles(answer: RawAnswer): SideUnitFile[] {
  // Newer versions exit 1, without a word, where nothing matches.
  const isEmpty = answer.stdout.trim() === '' && answer.stderr.trim() === '';
  return linesOf(outputOf(answer, isEmpty ? [0, 1] : [0])).map((line) => {
    const [, name, state] = /^(\S+\.[a-z]+)\s+([a-z-]+)(?:\s|$)/.exec(line.trim()) ?? [];
    if (name === undefined || state === undefined) throw strangeLine(line, '`UNIT STATE PRESET`');
    return { name, state };
  });
}
