import { z } from 'zod';
import { redact } from '../../redact.ts';
import { linesOf, NotUnderstood, outputOf, type RawAnswer, strangeLine } from './answer.ts';

const journalLine = z.object({
  /** Milliseconds since 1970, when journald received it. */
  atMs: z.number(),
  /** The unit that it is from, or that systemd speaks of. */
  unit: z.string().nullable(),
  identifier: z.string(),
  pid: z.number().nullable(),
  /** 0 emergency … 3 error, 4 warning, 5 notice, 6 info, 7 debug. */
  priority: z.number(),
  /** Secrets blanked out. */
  message: z.string(),
});
export const journalFact = z.array(journalLine);
export type JournalLine = z.infer<typeof journalLine>;

/** A field is a text, a list of bytes where it is not UTF-8, null where it is longer than 4,096 bytes, or a list of those. */
const field = z.union([z.string(), z.array(z.number()), z.null(), z.array(z.unknown())]);
const entry = z.record(z.string(), field);
type Entry = z.infer<typeof entry>;

/**
 * Journal entries, oldest first, from `journalctl --output=json --reverse` (systemd.io/JOURNAL_EXPORT_FORMATS). Of
 * output that was cut the oldest are missing. Throws NotUnderstood.
 */
export function parseJournal(answer: RawAnswer): JournalLine[] {
  if (/no journal files were (?:found|opened)/i.test(answer.stderr))
    throw new NotUnderstood(
      answer.stderr.trim().slice(0, 300),
      'See where the host keeps its logs: journald has none that this login may read.',
    );
  // An empty journal makes older journalctl exit 1, and print a remark that is not JSON.
  const whole = answer.cut ? answer.stdout.slice(0, answer.stdout.lastIndexOf('\n') + 1) : undefined;
  return linesOf(whole ?? outputOf(answer, [0, 1]))
    .filter((line) => !line.startsWith('-- '))
    .map(parseLine)
    .sort((one, other) => one.atMs - other.atMs);
}

/**
 * Entries that `journalctl --grep` found, which ends with 1 where there are none. Throws NotUnderstood, also where
 * journalctl cannot search: it is older than systemd 237, or was built without that.
 */
export function parseSought(answer: RawAnswer): JournalLine[] {
  const [said] = linesOf(answer.stderr).filter((line) => !/^(hint:|\s)/i.test(line));
  if (answer.status === 1 && said)
    throw new NotUnderstood(`journalctl could not search: ${said.trim().slice(0, 300)}`);
  if (answer.cut) throw new NotUnderstood('journalctl found more than is read');
  return parseJournal(answer);
}

function parseLine(line: string): JournalLine {
  const fields = entry.safeParse(jsonOf(line)).data;
  const atMs = Math.floor(Number(text(fields, '__REALTIME_TIMESTAMP')) / 1000);
  if (!fields || !(atMs > 0)) throw strangeLine(line, 'a JSON object with __REALTIME_TIMESTAMP');
  const pid = text(fields, '_PID') ?? text(fields, 'SYSLOG_PID');
  const priority = text(fields, 'PRIORITY');
  return {
    atMs,
    unit: text(fields, 'UNIT') ?? text(fields, 'COREDUMP_UNIT') ?? text(fields, '_SYSTEMD_UNIT') ?? null,
    identifier: text(fields, 'SYSLOG_IDENTIFIER') ?? text(fields, '_COMM') ?? '',
    pid: pid && /^\d+$/.test(pid) ? Number(pid) : null,
    priority: priority && /^[0-7]$/.test(priority) ? Number(priority) : 6,
    message: redact(
      fields.MESSAGE === null
        ? '(longer than 4,096 bytes: not shown by journalctl)'
        : (text(fields, 'MESSAGE') ?? ''),
    ),
  };
}

function text(fields: Entry | undefined, name: string): string | undefined {
  const value: unknown = fields?.[name];
  if (typeof value === 'string') return value;
  const items: unknown[] = Array.isArray(value) ? value : [];
  const bytes = items.filter((item) => typeof item === 'number');
  if (items.length > 0 && bytes.length === items.length) return Buffer.from(bytes).toString('utf8');
  const [first] = items;
  return typeof first === 'string' ? first : undefined;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
