import type { LiveUnit } from '../machine/unit.ts';
import type { View } from '../machine/view.ts';
import { formatTime } from './date.ts';

/** Properties in the order in which systemd 252 prints them: those of the service first, then those of the unit. */
const PROPERTIES: [name: string, value: (id: string, unit: LiveUnit | undefined, view: View) => string][] = [
  ['Type', (id, unit) => (id.endsWith('.service') ? (unit?.unit.type ?? 'simple') : '')],
  ['MainPID', (_, unit) => String(unit?.processes[0]?.pid ?? 0)],
  ['Result', (_, unit) => unit?.result ?? 'success'],
  ['NRestarts', (_, unit) => String(unit?.unit.restarts ?? 0)],
  ['ExecMainStartTimestamp', (_, unit, view) => time(unit?.processes[0]?.startedAt ?? unit?.startedAt, view)],
  ['LimitNOFILE', (_, unit) => String(unit?.unit.processes[0]?.openFiles.hard ?? 524_288)],
  ['LimitNOFILESoft', (_, unit) => String(unit?.unit.processes[0]?.openFiles.soft ?? 1024)],
  ['User', (_, unit) => (unit === undefined ? '' : unit.unit.user)],
  ['Id', (id) => id],
  ['Names', (id) => id],
  ['TriggeredBy', (_, unit) => (unit?.unit.triggeredBy ?? []).join(' ')],
  ['Description', (id, unit) => (unit?.unit.load === 'loaded' ? unit.unit.description : id)],
  ['LoadState', (_, unit) => unit?.unit.load ?? 'not-found'],
  ['ActiveState', (_, unit) => unit?.active ?? 'inactive'],
  ['SubState', (_, unit) => unit?.sub ?? 'dead'],
  ['FragmentPath', (id, unit) => (unit === undefined ? '' : `/etc/systemd/system/${id}`)],
  ['UnitFileState', (_, unit) => unit?.unit.file ?? ''],
  ['ActiveEnterTimestamp', (_, unit, view) => time(unit?.startedAt, view)],
  ['NeedDaemonReload', () => 'no'],
];

/** One unit of `systemctl show`; a property that systemd does not have is left out without a word. */
export function showUnit(
  view: View,
  id: string,
  unit: LiveUnit | undefined,
  wanted: string[],
  valueOnly: boolean,
): string {
  const shown = PROPERTIES.filter(([name]) => wanted.length === 0 || wanted.includes(name));
  const lines = shown.map(([name, value]) => [name, value(id, unit, view)]);
  const named = lines.filter(([, value]) => wanted.length > 0 || value !== '');
  return named.map(([name, value]) => (valueOnly ? `${value}\n` : `${name}=${value}\n`)).join('');
}

function time(at: number | null | undefined, view: View): string {
  return at === null || at === undefined ? '' : formatTime('%a %F %T UTC', at + view.ahead);
}
