import { z } from 'zod';
import { withoutTrailing } from '../../trailing.ts';
import { linesOf, NotUnderstood, outputOf, type RawAnswer, strangeLine } from './answer.ts';

const kinds = ['file', 'directory', 'dangling link', 'other'] as const;
const sideFile = z.object({
  path: z.string(),
  /** Of what a link leads to. */
  kind: z.enum(kinds),
  owner: z.string(),
  group: z.string(),
  /** Octal, for example `640`. */
  mode: z.string(),
  bytes: z.number(),
  /** Where a dangling link leads, as it is written. */
  target: z.string().nullable(),
});
export const sideFilesFact = z.array(sideFile);
export type SideFile = z.infer<typeof sideFile>;

/** How `find` ends its complaint about a link that leads to itself. */
const ofCircle = "': Too many levels of symbolic links";

/**
 * What is in the directories of the services, links followed, from `find -L … -printf '%y|%Y|%u|%g|%m|%s|%l|%p\n'`.
 * A directory that is not there has no entries. Throws NotUnderstood.
 */
export function parseSideFiles(answer: RawAnswer): SideFile[] {
  // `find` exits 1 when a path is not there, and when a link leads to itself.
  const found = linesOf(outputOf(answer, [0, 1])).map(parseLine);
  const complaints = linesOf(answer.stderr);
  const circles = complaints.flatMap((line) => {
    const begin = line.indexOf("'/");
    return begin !== -1 && line.endsWith(ofCircle) ? [circle(line.slice(begin + 1, -ofCircle.length))] : [];
  });
  const refused = complaints.find((line) => /: Permission denied$/.test(line));
  if (refused) throw new NotUnderstood(refused.slice(0, 300));
  return [...found, ...circles];
}

function parseLine(line: string): SideFile {
  const [, type = '', leadsTo, owner = '', group = '', mode = '', bytes, target = '', path = ''] =
    /^(.)\|(.)\|([^|]*)\|([^|]*)\|(\d+)\|(\d+)\|([^|]*)\|(\/.*)$/.exec(line) ?? [];
  if (leadsTo === undefined) throw strangeLine(line, '`TYPE|TYPE|OWNER|GROUP|MODE|BYTES|TARGET|PATH`');
  const kind = type === 'l' ? 'dangling link' : ({ f: 'file', d: 'directory' } as const)[type];
  return {
    path: withoutTrailing(path, '/', 1),
    kind: kind ?? 'other',
    owner,
    group,
    mode,
    bytes: Number(bytes),
    target: type === 'l' ? target : null,
  };
}

function circle(path: string): SideFile {
  const unknown = { owner: '', group: '', mode: '', bytes: 0 };
  return { path, kind: 'dangling link', ...unknown, target: 'itself' };
}
