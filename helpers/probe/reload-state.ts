import { ServerRefused } from '../coronerd/refused.ts';
import type { ReadableServer } from '../coronerd/server.ts';
import { pieceOf } from '../coronerd/symbold/spellings.ts';
import { Unanswered } from '../unanswered.ts';

/** Words by which a server may say that a request for reprocessing is over: correct this when the real ones are known. */
const overWords = /^(done|finished|complete|completed|success|succeeded|ok)$/i;
const idFields = ['id', 'request', 'request_id', 'requestId'];
const stateFields = ['state', 'status', 'progress'];

/**
 * What a server says of one request for reprocessing: its own word for the state, and whether that means that it is
 * over. The shape of the reply is UNKNOWN (contract §5.1): the request is looked for by its number wherever it stands.
 * Undefined where the reply does not mention it.
 */
export function reloadState(
  reply: unknown,
  request: number | string,
): { word: string; over: boolean } | undefined {
  if (typeof reply !== 'object' || reply === null) return undefined;
  const fields = reply as Record<string, unknown>;
  if (!Array.isArray(reply) && idFields.some((field) => String(fields[field]) === String(request))) {
    const word = stateFields.map((field) => fields[field]).find((value) => typeof value === 'string');
    if (typeof word === 'string') return { word, over: overWords.test(word) };
  }
  for (const value of Object.values(fields)) {
    const found = reloadState(value, request);
    if (found) return found;
  }
  return undefined;
}

/**
 * What the server says of a request's progress, for a reader, and whether it is over; `over` is undefined where the
 * question was refused, or the reply not understood: the reply itself is then what is said.
 */
export async function progressOf(
  server: Pick<ReadableServer, 'reloadStatus'>,
  request: number | string,
): Promise<{ said: string; over?: boolean }> {
  try {
    const reply = await server.reloadStatus();
    const state = reloadState(reply, request);
    if (state) return { said: `request ${request} is "${state.word}"`, over: state.over };
    return { said: `the server tells nothing of request ${request}: ${pieceOf(reply)}` };
  } catch (error) {
    if (!(error instanceof ServerRefused || error instanceof Unanswered)) throw error;
    return { said: `the server does not tell of request ${request}: ${error.message}` };
  }
}
