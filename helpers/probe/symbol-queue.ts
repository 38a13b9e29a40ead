import { ServerRefused } from '../coronerd/refused.ts';
import type { ReadableServer } from '../coronerd/server.ts';
import type { LackedSymbol } from '../coronerd/symbold/writing.ts';
import { Unanswered } from '../unanswered.ts';

type Server = Pick<ReadableServer, 'symboldQueue' | 'symboldQueueCount'>;

/** How symbold's queue is with regard to one symbol; undefined is what cannot be seen: only superusers may. */
export interface QueueState {
  /** The symbol is in the queue. */
  holds?: boolean;
  /** Events in it. */
  count?: number;
}

/** Looks for a symbol in the queue: among its events, else among the symbols that it misses. */
export async function queueState(server: Server, { debugId }: LackedSymbol): Promise<QueueState> {
  const count = await orUndefined(() => server.symboldQueueCount());
  if (count === 0) return { holds: false, count };
  for (const kind of ['events', 'missingSymbols'] as const) {
    const rows = await orUndefined(() => server.symboldQueue(kind));
    // Rows that name no debug id at all say nothing of this one.
    if (!rows?.every((text) => anyDebugId.test(text))) continue;
    const holds = rows.some((text) => text.toUpperCase().includes(debugId));
    return { holds, ...(count === undefined ? {} : { count }) };
  }
  return count === undefined ? {} : { count };
}

const anyDebugId = /\b[0-9a-f]{33,40}\b/i;

async function orUndefined<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ServerRefused || error instanceof Unanswered) return undefined;
    throw error;
  }
}
