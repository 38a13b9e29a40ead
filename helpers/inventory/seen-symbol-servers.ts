import { z } from 'zod';
import { flagIn, plainName } from '../coronerd/symbold/spellings.ts';
import type { SymbolServer } from '../coronerd/symbold/symbol-server.ts';
import type { Entry } from './entry.ts';

const seenType = 'symbol server as seen';

const seen = z.looseObject({
  scope: z.string(),
  /** It is one of a whole universe, not of a project. */
  ofUniverse: z.boolean().default(false),
  id: z.string(),
  name: z.string().nullable(),
  url: z.string().nullable(),
  enabled: z.boolean().nullable(),
  /** Every other text of its row: the label may be among them. */
  texts: z.record(z.string(), z.string()),
  /** Names of the fields of its row that say yes. */
  flags: z.array(z.string()).default([]),
  successes: z.number().nullable(),
  failures: z.number().nullable(),
  /** The fields of its row, for a reader. */
  shape: z.string().default('not kept'),
});

/** A symbol server as symbold shows it, with what no migration has to carry over: its numbers, its label. */
export type SeenServer = z.output<typeof seen> & { key: string };

/** The entry that keeps it, also in a baseline; it is never compared. */
export function seenServer(
  key: string,
  place: { scope: string; ofUniverse: boolean },
  row: SymbolServer,
): Entry {
  const { id, name, url, enabled, others, statistics, shape } = row;
  const texts = Object.fromEntries(
    Object.entries(others).filter((each): each is [string, string] => typeof each[1] === 'string'),
  );
  const flags = Object.keys(others).filter((field) => flagIn(others, [plainName(field)]) === true);
  const { successes, failures } = statistics;
  return {
    type: seenType,
    key,
    fields: { ...place, id, name, url, enabled, texts, flags, successes, failures, shape },
  };
}

/** The symbol servers among the entries of a server's symbold. */
export function seenServersOf(entries: readonly Entry[]): SeenServer[] {
  return entries.flatMap(({ type, key, fields }) =>
    type === seenType ? [{ ...seen.parse(fields), key }] : [],
  );
}
