import type { ProjectRef } from '../coronerd/server.ts';
import type { Configuration } from './configuration.ts';
import { type Entry, keyOf, type Plain, quoted } from './entry.ts';
import { listedKeyOf } from './natural-keys.ts';
import { symboldType } from './symbol-servers.ts';
import { belonging } from './within-universe.ts';
import { serviceType } from './workflows.ts';

/** Gives the sections of an inventory as they would be if a universe had another name. */
export interface Renaming {
  projects(projects: readonly ProjectRef[]): ProjectRef[];
  configuration(configuration: Configuration): Configuration;
  /** Entries of any other section, whose keys begin with their universe. */
  entries<E extends Entry>(entries: readonly E[]): E[];
}

type Move = (place: string) => string;

/** Only what is the name of the universe changes, never text that happens to be the same word. */
export function renaming(from: string, to: string): Renaming {
  const [home, other] = [keyOf([from]), keyOf([to])];
  const move: Move = (place) =>
    place === home || place.startsWith(`${home}/`) ? other + place.slice(home.length) : place;
  return {
    projects: (projects) =>
      projects.map((each) => (each.universe === from ? { ...each, universe: to } : each)),
    configuration: ({ types, entries }) => {
      const keys = new Set(entries.map(({ key }) => key));
      return {
        types,
        entries: entries.map((entry) =>
          entry.type === 'universe' && entry.key === home
            ? { ...entry, key: other, fields: { ...entry.fields, name: to } }
            : movedRow(entry, move, keys),
        ),
      };
    },
    entries: (entries) =>
      entries.map((entry) => (services.includes(entry.type) ? entry : movedScope(entry, move))),
  };
}

/** Entries of these are named by the service, not by a place. */
const services: readonly string[] = [serviceType, symboldType];

function movedScope<E extends Entry>(entry: E, move: Move): E {
  const { scope } = entry.fields;
  const key = move(entry.key);
  return typeof scope === 'string'
    ? { ...entry, key, fields: { ...entry.fields, scope: move(scope) } }
    : { ...entry, key };
}

/** A row with its references renamed: fields that say where it belongs, and those that hold the key of another row. */
function movedRow(entry: Entry, move: Move, keys: ReadonlySet<string>): Entry {
  const { type, key, fields } = entry;
  const moved = new Map(
    Object.entries(fields).flatMap(([field, value]): [string, string][] => {
      if (typeof value !== 'string' || move(value) === value) return [];
      const refers = belonging.includes(field) || (value.includes('/') && keys.has(value));
      return refers ? [[field, move(value)]] : [];
    }),
  );
  if (moved.size === 0) return entry;
  const pieces = piecesOf(type, fields, moved);
  return { ...entry, key: movedKey(key, pieces), fields: { ...fields, ...Object.fromEntries(moved) } };
}

/** What a field is written as in a key, before and after. */
type Piece = readonly [before: string, after: string];

/** In the order of the natural key, where it is known; else references first, the longest before its beginnings. */
function piecesOf(type: string, fields: Record<string, Plain>, moved: ReadonlyMap<string, string>): Piece[] {
  const pieceOf = (field: string): Piece[] => {
    const value = fields[field];
    if (value === undefined) return [];
    const after = moved.get(field);
    if (after !== undefined) return [[String(value), after]];
    const text = typeof value === 'string' ? quoted(value) : JSON.stringify(value);
    return [[text, text]];
  };
  const listed = listedKeyOf(type) ?? [];
  const references = [...moved.keys()].sort(
    (one, other) => String(fields[other]).length - String(fields[one]).length,
  );
  return [...new Set([...listed, ...references, ...Object.keys(fields)])].flatMap(pieceOf);
}

/** The key with each piece that stands in it replaced once, from left to right. */
function movedKey(key: string, pieces: readonly Piece[]): string {
  const left = [...pieces];
  const written: string[] = [];
  for (let rest = key; rest !== ''; ) {
    const index = left.findIndex(([before]) => rest === before || rest.startsWith(`${before}/`));
    const [piece] = index >= 0 ? left.splice(index, 1) : [];
    const before = piece?.[0] ?? firstName(rest);
    written.push(piece?.[1] ?? before);
    rest = rest.slice(before.length + 1);
  }
  return written.join('/');
}

function firstName(key: string): string {
  return /^(?:"(?:[^"\\]|\\.)*"|[^/]*)(?=\/|$)/.exec(key)?.[0] ?? key;
}
