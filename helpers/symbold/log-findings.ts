import type { LogLine } from '../coronerd/symbold/rows.ts';

/** Words of trouble whoever says them. */
const exceptions =
  /\bunhandled\b|\buncaught\b|\bexception\b|\b(Type|Range|Reference|Syntax)Error\b|\bstack ?trace\b|segfault|out of memory|ENOSPC|EMFILE|EACCES|no space left/i;
const failed = /download failed|received error|conversion failed/i;
/** A symbol that is not there is what symbol servers say most of the time. */
const notThere = /\b(404|410)\b|not found|no such (file|key|symbol)|NoSuchKey/i;
/** S3 says so of an absent key, too, where the login may not list the bucket: that alone is no trouble. */
const refused = /\b403\b|AccessDenied|forbidden/i;
const errorLevel = /^(error|err|fatal|crit|critical|alert|emerg)/i;
/** So often the same reason is one too many. */
const often = 3;

/**
 * What is irregular in the log of a symbol server since `since` (Unix milliseconds): lines with an exception, lines of
 * the level error or fatal, and downloads that fail again and again for another reason than that the symbol is not
 * there. One sentence each.
 */
export function logFindings(lines: readonly LogLine[], since: number): string[] {
  const byReason = new Map<string, LogLine[]>();
  for (const line of recent(lines, since)) {
    const kind = kindOf(line);
    if (kind !== undefined) byReason.set(kind, [...(byReason.get(kind) ?? []), line]);
  }
  return [...byReason].flatMap(([kind, found]) => {
    const always = kind === 'exception' || kind === 'error';
    if (!always && found.length < often) return [];
    const example = found[0]?.message.slice(0, 300) ?? '';
    return [`${always ? kind : 'downloads fail'} (${found.length}×): ${example}`];
  });
}

/** What a reader should know of the log since then, though it may be right: downloads that were refused. */
export function logNotes(lines: readonly LogLine[], since: number): string[] {
  const found = recent(lines, since).filter(({ message }) => failed.test(message) && refused.test(message));
  if (found.length < often) return [];
  return [
    `${found.length} downloads were refused (403): wrong credentials, or a bucket that says so of symbols that it has not: ${found[0]?.message.slice(0, 300)}`,
  ];
}

function recent(lines: readonly LogLine[], since: number): LogLine[] {
  return lines.filter(({ time }) => time === null || time >= since);
}

/** `exception`, `error`, the reason of a failed download, or undefined for what is nothing irregular. */
function kindOf({ message, level }: LogLine): string | undefined {
  if (exceptions.test(message)) return 'exception';
  if (failed.test(message))
    return notThere.test(message) || refused.test(message) ? undefined : reasonOf(message);
  return errorLevel.test(level ?? '') ? 'error' : undefined;
}

/** The message without what changes from one symbol to the next. */
function reasonOf(message: string): string {
  const said = /message:/i.exec(message);
  const reason = said ? message.slice(said.index + said[0].length).trimStart() : message;
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
