import type { View } from '../machine/view.ts';
import { globPattern } from '../shell/glob.ts';
import { table } from './table.ts';
import { answer, type Result, refuse } from './tool.ts';

/** `systemctl list-unit-files --no-legend [PATTERN]…`, as systemd 252 answers: exit status 1 where nothing matches. */
export function listUnitFiles(view: View, legend: boolean, patterns: string[]): Result {
  if (legend) return refuse('lab host: systemctl list-unit-files is simulated with --no-legend only');
  const rows = view.units
    .filter(({ unit }) => unit.load !== 'not-found' && unit.file !== '')
    .filter(({ id }) => patterns.length === 0 || patterns.some((pattern) => globPattern(pattern).test(id)))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, unit }) => [id, unit.file, unit.file === 'static' ? '-' : 'enabled']);
  return answer(table(rows, ['left', 'left', 'left'], []), rows.length > 0 ? 0 : 1);
}
