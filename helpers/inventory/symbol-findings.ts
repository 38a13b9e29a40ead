import type { SymbolName } from '../payloads/own-symbols.ts';
import { canonical, type Plain } from './entry.ts';
import { type Findings, Lines } from './finding-lines.ts';
import { compareNames, type Names } from './symbol-comparison.ts';
import { changedSizes, identityOf } from './symbol-sizes.ts';
import type { SymbolEntry, SymbolLists } from './symbols.ts';

/**
 * What differs in the symbols that were uploaded up to the cutoff. `missing on new` is what the new server has at no
 * time of upload, since a migration that imports archives again gives them new times; `extra on new` is what the new
 * server has had since before the cutoff and the old one has at no time. What came to the new server later is traffic:
 * told in a note. A size that is another is `different`, whenever it came.
 */
export function uploadedFindings(
  old: readonly SymbolEntry[],
  fresh: readonly SymbolEntry[],
  isOwn: IsOwn = () => false,
): Findings {
  const lines = new Lines();
  eachProject(old, fresh, 'symbols', lines, (project, before, after) => {
    const counts = `symbols of ${project} (old ${count(before.upTo)}, new ${count(after.upTo)})`;
    let traffic = 0;
    for (const tag of tagsOf(before, after)) {
      const { changed, ...compared } = changedSizes(compareNames(namesOf(before, tag), namesOf(after, tag)));
      const extra = withoutOwn(project, compared.extra, isOwn, lines);
      for (const { name, old: size, new: other, late } of changed) {
        const when = late ? ' (uploaded there after the cutoff)' : '';
        lines.add('different', () => `${said(name, tag)}, size: old ${size}, new ${other}${when}; ${counts}`);
      }
      for (const name of compared.missing) lines.add('missing on new', () => `${said(name, tag)}; ${counts}`);
      for (const name of extra) lines.add('extra on new', () => `${said(name, tag)}; ${counts}`);
      traffic += compared.traffic.length;
    }
    if (traffic > 0) {
      lines.notes.push(
        `${traffic} symbols of ${project} were uploaded to the new server after the cutoff and are not on the old one: traffic, not compared`,
      );
    }
  });
  return lines;
}

/**
 * What differs in the symbols that crashes up to the cutoff have wanted and not found. One that is not missing any
 * more because the new server has it now (`uploaded`) is told in a note.
 */
export function missingFindings(
  old: readonly SymbolEntry[],
  fresh: readonly SymbolEntry[],
  uploaded: readonly SymbolEntry[],
  isOwn: IsOwn = () => false,
): Findings {
  const lines = new Lines();
  const uploads = new Map(uploaded.map((entry) => [entry.key, entry]));
  eachProject(old, fresh, 'missing symbols', lines, (project, before, after) => {
    const counts = `missing symbols of ${project} (old ${count(before.upTo)}, new ${count(after.upTo)})`;
    const { missing, extra, traffic } = compareNames(namesOf(before, ''), namesOf(after, ''));
    const there = uploadedOf(new Set(missing), uploads.get(project));
    for (const name of missing) {
      if (!there.has(name)) lines.add('missing on new', () => `${said(name)}; ${counts}`);
    }
    for (const name of withoutOwn(project, extra, isOwn, lines))
      lines.add('extra on new', () => `${said(name)}; ${counts}`);
    if (traffic.length > 0) {
      lines.notes.push(
        `${traffic.length} missing symbols of ${project} are of crashes after the cutoff: traffic, not compared`,
      );
    }
    if (there.size > 0) {
      lines.notes.push(
        `${there.size} missing symbols of ${project} are no longer missing on new: they have been uploaded there`,
      );
    }
  });
  return lines;
}

/** Whether a symbol that only the new server has is one that this pack had downloaded, or missed, in that project. */
export type IsOwn = (project: string, symbol: SymbolName) => boolean;

function withoutOwn(project: string, extra: string[], isOwn: IsOwn, lines: Lines): string[] {
  const others = extra.filter((name) => {
    const [debugFile = '', debugId = ''] = name.split('\t');
    return !isOwn(project, { debugFile, debugId });
  });
  const own = extra.length - others.length;
  if (own > 0) lines.notes.push(`${own} known good symbols of ${project} (KNOWN_GOOD_SYMBOL) were left out`);
  return others;
}

/** How many symbols these are, up to the cutoff, later, and of how many projects. */
export function totalOf(entries: readonly SymbolEntry[]): string {
  const answered = entries.filter(({ unanswered }) => unanswered === undefined);
  const [upTo, later] = (['upTo', 'later'] as const).map((part) =>
    answered.reduce((sum, { fields }) => sum + count(fields[part]), 0),
  );
  return `${upTo} in ${answered.length} projects, and ${later} from after the cutoff`;
}

function eachProject(
  old: readonly SymbolEntry[],
  fresh: readonly SymbolEntry[],
  what: string,
  lines: Lines,
  compare: (project: string, before: SymbolLists, after: SymbolLists) => void,
): void {
  const after = new Map(fresh.map((entry) => [entry.key, entry]));
  let probes = 0;
  for (const { key, fields, unanswered } of old) {
    const other = after.get(key);
    if (unanswered !== undefined || other?.unanswered !== undefined) continue;
    const held = count(fields.upTo);
    // A project that only one server has is a difference of data.projects; what it held is one line here.
    if (other) compare(key, fields, other.fields);
    else if (held > 0) lines.add('missing on new', () => `all ${held} ${what} of ${key}`);
    probes += fields.probes + (other?.fields.probes ?? 0);
  }
  if (probes > 0) lines.notes.push(`${probes} ${what} of this pack's own test errors were left out`);
}

function uploadedOf(missing: ReadonlySet<string>, uploaded: SymbolEntry | undefined): Set<string> {
  const there = new Set<string>();
  if (missing.size === 0 || !uploaded) return there;
  for (const part of [uploaded.fields.upTo, uploaded.fields.later]) {
    for (const names of Object.values(part)) {
      for (const name of names) if (missing.has(identityOf(name))) there.add(identityOf(name));
    }
  }
  return there;
}

function said(name: string, tag?: string): string {
  const [file, id, size] = name.split('\t');
  const more = [tag === undefined ? '' : `tag ${canonical(tag as Plain)}`, size ? `${size} bytes` : ''];
  const beside = more.filter((text) => text !== '').join(', ');
  return `${file} ${id}${beside ? ` (${beside})` : ''}`;
}

function tagsOf(one: SymbolLists, other: SymbolLists): Set<string> {
  return new Set([one, other].flatMap(({ upTo, later }) => [...Object.keys(upTo), ...Object.keys(later)]));
}

function namesOf({ upTo, later }: SymbolLists, tag: string): Names {
  // A tag may have the name of something that every object has.
  const listIn = (lists: Record<string, string[]>) => (Object.hasOwn(lists, tag) ? (lists[tag] ?? []) : []);
  return { upTo: listIn(upTo), later: listIn(later) };
}

function count(lists: Record<string, string[]>): number {
  return Object.values(lists).reduce((sum, { length }) => sum + length, 0);
}
