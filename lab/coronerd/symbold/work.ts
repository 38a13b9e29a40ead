import { setTimeout as delay } from 'node:timers/promises';
import type { SymbolServer } from '../../state/types.ts';
import { symbolOf } from '../symbols/store.ts';
import { attempt, type Surroundings } from './attempt.ts';
import type { SymbolEvent } from './event.ts';
import { addItems, flushSkiplist, lists } from './lists.ts';
import { logLine } from './server-log.ts';
import type { Slots } from './slots.ts';

interface Turn {
  server: SymbolServer;
  failures: number;
  /** Milliseconds of the monotonic clock. */
  dueAt: number;
}

/**
 * Downloads what an event names from the first server that has it: those of the project, then those of its universe.
 * A server that fails is tried again after its retry timeout, until its retry limit puts the symbol on its skip list.
 */
export async function workOn(event: SymbolEvent, around: Surroundings, slots: Slots): Promise<void> {
  let turns: Turn[] = serversFor(event, around).map((server) => ({ server, failures: 0, dueAt: 0 }));
  while (turns.length > 0 && !around.signal.aborted) {
    const left: Turn[] = [];
    for (const turn of turns) {
      const outcome = await take(turn, event, around, slots);
      if (outcome === 'done') return;
      if (outcome === 'again') left.push(turn);
    }
    turns = left;
    const due = Math.min(...turns.map((turn) => turn.dueAt));
    if (turns.length > 0) await pause(due - performance.now(), around.signal);
  }
}

function serversFor({ universe, project }: SymbolEvent, { coronerd }: Surroundings): SymbolServer[] {
  const own = coronerd.state.symbolServers.filter((server) => server.universe === universe && server.enabled);
  return [
    ...own.filter((server) => server.project === project),
    ...own.filter((server) => server.project === null),
  ];
}

async function take(
  turn: Turn,
  event: SymbolEvent,
  around: Surroundings,
  slots: Slots,
): Promise<'done' | 'again' | 'over'> {
  const { server } = turn;
  if (turn.dueAt > performance.now()) return 'again';
  return slots.run(server.id, server.concurrentDownloads, async () => {
    if (around.signal.aborted || isGone(server, around)) return 'over';
    const refusal = refusalOf(server, event, around);
    if (refusal) {
      logLine(server, around.now(), 'info', `${refusal.message}- ${describe(event)}`);
      return refusal.outcome;
    }
    if (await attempt(event, server, around)) return 'done';
    if (around.signal.aborted) return 'over';
    return failed(turn, event, around);
  });
}

/** Servers can be removed and disabled while an event waits for its turn. */
function isGone(server: SymbolServer, { coronerd }: Surroundings): boolean {
  return !server.enabled || !coronerd.state.symbolServers.includes(server);
}

function refusalOf(
  server: SymbolServer,
  event: SymbolEvent,
  { coronerd }: Surroundings,
): { message: string; outcome: 'done' | 'over' } | undefined {
  if (symbolOf(coronerd, event.pid, event)) return { message: 'Symbol already stored', outcome: 'done' };
  if (lists(server.blacklist, event)) return { message: 'Skipped, on the blacklist', outcome: 'over' };
  flushSkiplist(server, coronerd.now());
  if (lists(server.skiplist, event)) return { message: 'Skipped, on the skip list', outcome: 'over' };
  if (server.whitelistOnly && !lists(server.whitelist, event)) {
    return { message: 'Skipped, not on the whitelist', outcome: 'over' };
  }
  return undefined;
}

function failed(turn: Turn, event: SymbolEvent, around: Surroundings): 'again' | 'over' {
  const { server } = turn;
  turn.failures++;
  if (turn.failures < server.retryLimit) {
    turn.dueAt = performance.now() + server.retryTimeout * 1000;
    return 'again';
  }
  const { coronerd } = around;
  addItems(coronerd.state, server, 'skiplist', [`${event.debugFile},${event.debugId}`], coronerd.now());
  const where = `Symbol server: ${server.name} url: ${server.url}`;
  logLine(server, around.now(), 'warn', `Retry limit hit- ${describe(event)} ${where}`);
  return 'over';
}

function describe({ debugFile, debugId }: SymbolEvent): string {
  return `symbol: ${debugFile} debugId: ${debugId}`;
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(Math.max(0, milliseconds), undefined, { signal });
  } catch {
    // Whoever waits looks at the signal.
  }
}
