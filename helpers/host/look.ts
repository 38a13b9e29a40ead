import { z } from 'zod';
import { Unanswered } from '../unanswered.ts';
import { catalogue, type FactKey, type FactOf, factKeys } from './catalogue.ts';

/** What a host answered to the whole catalogue at one time. */
export interface Look {
  readonly host: string;
  /** Milliseconds since 1970 by the runner's clock, middle of the exchange. */
  readonly takenAt: number;
  /** How long it took. */
  readonly seconds: number;
  /** The host read its clock between these two, milliseconds since 1970 by the runner's clock. */
  readonly sentAt: number;
  readonly receivedAt: number;
  /** What the answer says. Throws Unanswered: tool missing, too slow, no privilege, not understood. */
  answer<K extends FactKey>(key: K): FactOf<K>;
  /** The command line, as an operator would paste it. */
  asked(key: FactKey): string;
  /** What came back, redacted, at most 2,000 characters; of files that may hold secrets only how long they are. */
  said(key: FactKey): string;
  /** What the command complained of although it answered, for example a mount that `df` could not look at. */
  notes(key: FactKey): string[];
  /** The facts as plain JSON, without secrets. */
  save(): SavedFacts;
}

const savedFact = z.union([z.object({ unanswered: z.string() }), z.object({ answered: z.unknown() })]);
const savedFacts = z.object({
  host: z.string(),
  takenAt: z.number(),
  facts: z.record(z.string(), savedFact),
});
export type SavedFacts = z.infer<typeof savedFacts>;

/** The facts of a look, for a file. */
export function saveLook(look: Pick<Look, 'host' | 'takenAt' | 'answer'>): SavedFacts {
  const facts = factKeys.map((key) => {
    try {
      return [key, { answered: look.answer(key) }] as const;
    } catch (error) {
      if (error instanceof Unanswered) return [key, { unanswered: error.message }] as const;
      throw error;
    }
  });
  return { host: look.host, takenAt: look.takenAt, facts: Object.fromEntries(facts) };
}

/**
 * The look that was saved. Throws Unanswered if it is none; a fact in it that is missing or not of the expected form
 * is unanswered by itself.
 */
export function loadLook(saved: unknown): Look {
  const read = savedFacts.safeParse(saved);
  if (!read.success)
    throw new Unanswered(`the saved host facts are not understood: ${z.prettifyError(read.error)}`, {
      asked: 'host facts of a baseline',
      where: 'baseline',
      next: 'Take the baseline again with this version of the pack.',
    });
  const { host, takenAt, facts } = read.data;
  const look: Look = {
    host,
    takenAt,
    seconds: 0,
    sentAt: takenAt,
    receivedAt: takenAt,
    answer: (key) => savedAnswer(key, host, facts[key]),
    asked: (key) => catalogue[key].command,
    said: () => '',
    notes: () => [],
    save: () => saveLook(look),
  };
  return look;
}

function savedAnswer<K extends FactKey>(
  key: K,
  host: string,
  saved: z.infer<typeof savedFact> | undefined,
): FactOf<K> {
  const asked = catalogue[key].command;
  const fail = (why: string) => {
    const next = 'Take the baseline again while the old server runs.';
    return new Unanswered(why, { asked, where: host, next });
  };
  if (saved === undefined) throw fail(`${host}: the baseline does not hold the answer to \`${asked}\``);
  if ('unanswered' in saved) throw fail(`when the baseline was taken: ${saved.unanswered}`);
  const read = catalogue[key].fact.safeParse(saved.answered);
  if (!read.success)
    throw fail(
      `${host}: the baseline's answer to \`${asked}\` is not understood: ${z.prettifyError(read.error).slice(0, 500)}`,
    );
  return read.data as FactOf<K>;
}
