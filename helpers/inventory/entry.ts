import { settleWith } from '../settle.ts';

/** Plain JSON data. */
export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

/** One thing that a server holds, in a form that can be compared with the other server's. */
export interface Entry {
  /** What kind of thing: a type of the configuration database, or `errors`, `retention in force`, `sampling in force`. */
  type: string;
  /** Names it among its type without any server-local number, for example `main/my project`. */
  key: string;
  fields: Record<string, Plain>;
  /** Why it could not be found out; then `fields` is empty and the entry is never compared. */
  unanswered?: string;
}

/** What could not be found out, one sentence each. */
export function unansweredIn(entries: Iterable<Entry>): string[] {
  return [...entries].flatMap(({ type, key, unanswered }) =>
    unanswered === undefined ? [] : [`${type} ${key}: ${unanswered}`],
  );
}

/** JSON of the value with sorted keys: equal for equal values. */
export function canonical(value: Plain): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}

/** One text from several names, so that different names never give the same text. */
export function keyOf(names: readonly string[]): string {
  return names.map(quoted).join('/');
}

/** A name as part of a key: in JSON quotes where it would else be ambiguous. */
export function quoted(name: string): string {
  return /\/|^"|^\s|\s$|^$/.test(name) ? JSON.stringify(name) : name;
}

/** What a comparison of entries comes to: see `settleWith`. */
export function settle(findings: string[], entries: Iterable<Entry>, note: (text: string) => void): string[] {
  const question = { asked: 'comparison', where: 'both servers' };
  return settleWith(findings, unansweredIn(entries), note, question);
}
