import { isAbout, journalEntries, journalFields } from '../machine/journal.ts';
import { unitId } from '../machine/unit.ts';
import { formatTime } from './date.ts';
import { getopt } from './getopt.ts';
import { grepOf } from './journal-grep.ts';
import { journalMatches } from './journal-matches.ts';
import { answer, type Call, type Result, refuse } from './tool.ts';

const NO_RIGHTS = `Hint: You are currently not seeing messages from other users and the system.
      Users in groups 'adm', 'systemd-journal' can see all messages.
      Pass -q to turn off this notice.
No journal files were opened due to insufficient permissions.`;

/** Values longer than this are left out of JSON without --all (systemd's JSON_THRESHOLD). */
const LONG = 4096;

/** `journalctl [--unit=U]… [--grep=P [--case-sensitive=no]] [--dmesg] [--boot] [--lines=N] [--reverse] [--output=json|short] [--all] [FIELD=VALUE]… [+ …]`. */
export function journalctl({ args, view, login }: Call): Result {
  const options = getopt(args, {
    ...{ 'no-pager': 'flag', output: 'value', o: 'value', lines: 'value', n: 'value', quiet: 'flag' },
    ...{ unit: 'value', u: 'value', dmesg: 'flag', k: 'flag', all: 'flag', a: 'flag', q: 'flag', b: 'flag' },
    ...{
      reverse: 'flag',
      r: 'flag',
      grep: 'value',
      g: 'value',
      'case-sensitive': 'optional',
      boot: 'optional',
    },
  });
  if (options.problem) return refuse(`journalctl: ${options.problem}`);
  const matches = journalMatches(options.operands);
  if ('problem' in matches) return refuse(matches.problem);
  const grep = grepOf(options);
  if ('problem' in grep) return refuse(grep.problem);
  const output = options.values('output', 'o').at(-1) ?? 'short';
  if (output !== 'json' && output !== 'short') return refuse(`Unknown output format '${output}'.`);
  if (login.uid !== 0) return refuse(NO_RIGHTS);
  const kernel = options.has('dmesg', 'k');
  const units = options.values('unit', 'u').map(unitId);
  const shown = journalEntries(view)
    .map((entry, number) => ({ entry, number }))
    .filter(({ entry }) => !(kernel || options.has('b', 'boot')) || entry.at >= view.bootedAt)
    .filter(({ entry }) => !kernel || entry.transport === 'kernel')
    .filter(({ entry }) => units.length === 0 || units.some((unit) => isAbout(entry, unit)))
    .filter(({ entry }) => grep.isWanted(entry.message))
    .filter(({ entry, number }) => matches.accepts(journalFields(view, entry, number)));
  const lines = Number(options.values('lines', 'n').at(-1) ?? shown.length);
  if (!Number.isInteger(lines) || lines < 0) return refuse('Failed to parse lines.');
  const last = shown.slice(Math.max(0, shown.length - lines));
  if (options.has('reverse', 'r')) last.reverse();
  // Nothing that was sought is a failure, and nothing is said of it.
  const status = options.has('grep', 'g') && last.length === 0 ? 1 : 0;
  if (output === 'json') {
    const all = options.has('all', 'a');
    const json = last.map(({ entry, number }) => toJson(journalFields(view, entry, number), all));
    return answer(json.map((line) => `${line}\n`).join(''), status);
  }
  const host = view.host.hostname.split('.')[0];
  return answer(
    last
      .map(({ entry }) => {
        const from = entry.transport === 'kernel' ? 'kernel' : `${entry.identifier}[${entry.pid}]`;
        return `${formatTime('%b %d %T', entry.at + view.ahead)} ${host} ${from}: ${entry.message}\n`;
      })
      .join(''),
    status,
  );
}

/** An entry as one line of JSON: all values are text, bytes where that is not printable, null where too long. */
function toJson(fields: [string, string][], all: boolean): string {
  const printed = fields.map(([name, value]): [string, string | number[] | null] => {
    if (!all && Buffer.byteLength(`${name}=${value}`) >= LONG) return [name, null];
    const printable = !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(value);
    return [name, printable ? value : [...Buffer.from(value)]];
  });
  return JSON.stringify(Object.fromEntries(printed));
}
