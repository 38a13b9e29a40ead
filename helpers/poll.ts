import { setTimeout as pause } from 'node:timers/promises';

/** How long and how often to ask; times in ms. */
export interface Patience {
  within: number;
  every: number;
  signal?: AbortSignal;
}

/**
 * Asks until the answer is not undefined, at least once, and gives it; undefined when the time is over. What `ask`
 * throws ends it at once.
 */
export async function poll<T>(
  ask: () => Promise<T | undefined>,
  { within, every, signal }: Patience,
): Promise<T | undefined> {
  const end = performance.now() + within;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() + every > end) return undefined;
    await pause(every, undefined, signal ? { signal } : {});
  }
}
