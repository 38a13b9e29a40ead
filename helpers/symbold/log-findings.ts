import type { LogLine } from '../coronerd/symbold/rows.ts';

/** Words of trouble whoever says them. */
const exceptions =
  /\bunhandled\b|\buncaught\b|\bexception\b|\b(Type|Range|Reference|Syntax)Error\b|\bstack ?trace\b|segfault|out of memory|ENOSPC|EMFILE|EACCES|no space left/i;
const failed = /download failed|received error|conversion failed/i;
/** A symbol that is not there is what symbol servers say most of the time. */
const notThere = /\b(404|410)\b|not found|no such (file|key|symbol)|NoSuchKey/i;
/** So often the same reason is one too many. */
const often = 3;

/**
 * What is irregular in the log of a symbol server since `since` (Unix milliseconds): lines with an exception, and
 * downloads that fail again and again for another reason than that the symbol is not there. One sentence each.
 */
export function logFindings(lines: readonly LogLine[], since: number): string[] {
  const recent = lines.filter(({ time }) => time === null || time >= since);
  const byReason = new Map<string, LogLine[]>();
  for (const line of recent) {
    const kind = exceptions.test(line.message)
      ? 'exception'
      : failed.test(line.message) && !notThere.test(line.message)
        ? reasonOf(line.message)
        : undefined;
    if (kind !== undefined) byReason.set(kind, [...(byReason.get(kind) ?? []), line]);
  }
  return [...byReason].flatMap(([kind, found]) => {
    if (kind !== 'exception' && found.length < often) return [];
    const example = found[0]?.message.slice(0, 300) ?? '';
    return [`${kind === 'exception' ? 'exception' : 'downloads fail'} (${found.length}×): ${example}`];
  });
}

/** The message without what changes from one symbol to the next. */
function reasonOf(message: string): string {
  const reason = /message:\s*(.*)$/i.exec(message)?.[1] ?? message;
  return reason
    .replace(/https?:\/\/\S+/g, 'URL')
    .replace(/0x[0-9a-f]+|[0-9a-f]{8,}|\d+/gi, '#')
    .slice(0, 200);
}

/** How many lines of each kind, for a reader. */
export function logSummary(lines: readonly LogLine[]): string {
  const downloaded = lines.filter(({ message }) => /downloaded path/i.test(message)).length;
  const failures = lines.filter(({ message }) => failed.test(message));
  const absent = failures.filter(({ message }) => notThere.test(message)).length;
  return `${lines.length} lines: ${downloaded} downloaded, ${failures.length} failed (${absent} of them not there)`;
}
