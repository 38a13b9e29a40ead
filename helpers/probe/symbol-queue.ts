import { ServerRefused } from '../coronerd/refused.ts';
import type { ReadableServer } from '../coronerd/server.ts';
import { NotServed } from '../coronerd/symbold/not-served.ts';
import type { LackedSymbol } from '../coronerd/symbold/writing.ts';
import { Unanswered } from '../unanswered.ts';

type Server = Pick<ReadableServer, 'symboldQueue' | 'symboldQueueCount'>;

/** How symbold's queue is with regard to one symbol; undefined is what cannot be seen: only superusers may. */
export interface QueueState {
  /** The symbol is in the queue. */
  holds?: boolean;
  /** Events in it. */
  count?: number;
  /** Whether it holds the symbol could not be found out, though nobody refused to tell: why. */
  unanswered?: string;
}

/** Looks for a symbol in the queue: among its events, else among the symbols that it misses. */
export async function queueState(server: Server, { debugId }: LackedSymbol): Promise<QueueState> {
  const reasons: string[] = [];
  const count = await orReason(() => server.symboldQueueCount(), reasons);
  if (count === 0) return { holds: false, count };
  const told = count === undefined ? {} : { count };
  for (const kind of ['events', 'missingSymbols'] as const) {
    const rows = await orReason(() => server.symboldQueue(kind), reasons);
    // Rows that name no debug id at all say nothing of this one.
    if (!rows?.every((text) => anyDebugId.test(text))) continue;
    return { holds: rows.some((text) => text.toUpperCase().includes(debugId)), ...told };
  }
  return { ...told, ...(reasons[0] === undefined ? {} : { unanswered: reasons[0] }) };
}

const anyDebugId = /\b[0-9a-f]{33,40}\b/i;

/** Undefined for what may not be seen or is not served; what is not understood, or does not come, gives a reason. */
async function orReason<T>(ask: () => Promise<T>, reasons: string[]): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ServerRefused || error instanceof Unanswered)) throw error;
    if (error instanceof Unanswered && !(error instanceof NotServed)) reasons.push(error.message);
    return undefined;
  }
}
