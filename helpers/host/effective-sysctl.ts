import { basename, dirname } from 'node:path';
import type { FactOf } from './catalogue.ts';

type Line = FactOf<'maxMapCountPersisted'>[number];

/** Folders of sysctl files: of two files with the same name, the one in the earlier folder counts (sysctl.d(5)). */
const folders = ['/etc/sysctl.d', '/run/sysctl.d', '/usr/local/lib/sysctl.d', '/usr/lib/sysctl.d'];

/** The line that wins at the next boot: files are read in the order of their names, /etc/sysctl.conf last. */
export function effectiveSysctl(lines: readonly Line[]): Line | undefined {
  const rank = ({ file }: Line) => folders.indexOf(dirname(file));
  const byName = new Map<string, Line[]>();
  for (const line of lines) {
    const name = dirname(line.file) === '/etc' ? '\uffff' : basename(line.file);
    const known = byName.get(name) ?? [];
    const shadowed = known[0] !== undefined && rank(known[0]) < rank(line);
    if (!shadowed) byName.set(name, known[0] && rank(known[0]) === rank(line) ? [...known, line] : [line]);
  }
  const names = [...byName.keys()].sort();
  return byName.get(names.at(-1) ?? '')?.at(-1);
}
