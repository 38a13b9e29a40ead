import { z } from 'zod';
import { redact } from '../../redact.ts';
import { linesOf, outputOf, type RawAnswer } from './answer.ts';
import { hostNamesIn, withoutComment } from './host-names-in.ts';

const namedHost = z.object({
  file: z.string(),
  line: z.number(),
  /** Lower case; what only looks like one, for example a file name, is among them. */
  host: z.string(),
});
export const namedHostsFact = z.object({
  hosts: z.array(namedHost),
  /** Files that are there and could not be read. */
  unread: z.array(z.object({ file: z.string(), why: z.string() })),
});
export type NamedHosts = z.infer<typeof namedHostsFact>;
export type NamedHost = z.infer<typeof namedHost>;

/**
 * Host names and addresses in configuration files, comments left out, from `grep -Hn`; nothing else of a line is kept.
 * Throws NotUnderstood.
 */
export function parseNamedHosts(answer: RawAnswer): NamedHosts {
  // `grep` exits 1 when nothing matched and 2 when a file was not there, or could not be read.
  const lines = linesOf(outputOf(answer, [0, 1, 2]));
  return { hosts: lines.flatMap(hostsInLine), unread: linesOf(answer.stderr).flatMap(unreadIn) };
}

function hostsInLine(whole: string): NamedHost[] {
  const [, file, line, text = ''] = /^(\/[^:]*):(\d+):(.*)$/s.exec(whole) ?? [];
  // `grep` says of a binary file only that it matches.
  if (file === undefined) return [];
  const names = hostNamesIn(redact(withoutComment(text)));
  // In nginx a name without dots is mostly that of an `upstream`.
  const told = names.filter((name) => /[.:]/.test(name) || !file.includes('/nginx/'));
  return told.map((host) => ({ file, line: Number(line), host }));
}

/** Whoever reads the configuration finds nothing behind a dangling link, either. */
const nothingThere =
  /^(?:No such file or directory|Too many levels of symbolic links|recursive directory loop)$/;

function unreadIn(complaint: string): NamedHosts['unread'] {
  const [, file, why = ''] = /^grep: (\/.*): ([^:]+)$/.exec(complaint) ?? [];
  return file === undefined || nothingThere.test(why) ? [] : [{ file, why }];
}
