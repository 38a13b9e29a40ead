import type { Page } from '@playwright/test';
import type { ConsoleMap } from './map-file.ts';
import { sessionCandidates } from './session-candidates.ts';

/** Shortest and longest time, in ms, until a candidate is tried again: a session may be good a little later only. */
const again = { first: 100, most: 2_000 };

/** Gives the first candidate that `isIt` takes for the token of the session; undefined where it takes none now. */
export type FindToken = (isIt: (token: string) => Promise<boolean>) => Promise<string | undefined>;

/** Looks, whenever it is asked, for the token of the session in a page of the console at the origin `home`. */
export function tokenFinder(page: Page, map: ConsoleMap, home: string): FindToken {
  const refused = new Map<string, { until: number; pause: number }>();
  return async (isIt) => {
    for (const token of await sessionCandidates(page, map, home)) {
      const { until, pause } = refused.get(token) ?? { until: 0, pause: again.first };
      if (performance.now() < until) continue;
      if (await isIt(token)) return token;
      refused.set(token, { until: performance.now() + pause, pause: Math.min(pause * 2, again.most) });
    }
    return undefined;
  };
}
