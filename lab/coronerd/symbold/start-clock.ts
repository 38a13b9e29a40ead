import type { SymbolServer } from '../../state/types.ts';
import { listNames } from './lists.ts';

/**
 * Turns times before the start of the server into absolute ones, in place: a state that is generated holds them as
 * negative numbers, since it is the same at every start. `now` in milliseconds.
 */
export function startClock(servers: SymbolServer[], now: number): void {
  const seconds = Math.floor(now / 1000);
  for (const server of servers) {
    for (const line of server.log) if (line.timestamp < 0) line.timestamp += now;
    for (const item of listNames.flatMap((list) => server[list])) {
      if (item.addedAt < 0) item.addedAt += seconds;
    }
  }
}
