import type { Page } from '@playwright/test';
import { poll } from '../poll.ts';
import type { ConsoleMap } from './map-file.ts';
import { openPage } from './open-page.ts';
import type { PageWatch } from './page-watch.ts';

/** Longest wait, in ms, for a counter that may not come, or not change any more. */
const latest = 2_000;

/** The errors of a project as its triage view shows them. */
export interface ShownTriage {
  findings: string[];
  /** The number in the counter; undefined where none is shown. */
  count?: number;
}

interface Opened {
  map: ConsoleMap;
  watch: PageWatch;
  within: number;
  /** The count that the API gives: a view may draw another first. Of a project without errors it may draw none at all. */
  expected?: number;
}

/** Opens a project's triage view and reads its counter. */
export async function readTriage(
  page: Page,
  path: string,
  { map, watch, within, expected }: Opened,
): Promise<ShownTriage> {
  const shown: ShownTriage = { findings: [] };
  shown.findings = await openPage(page, (options) => page.goto(path, options), {
    map,
    watch,
    within,
    shows: async (_page, left) => {
      const most = expected === 0 ? Math.min(left, latest) : left;
      const counter = await counterOf(page, { map, watch, within: most, expected });
      if (counter === undefined && expected === 0) return [];
      if (counter === undefined) return [`no count of errors was shown within ${within / 1000} s`];
      shown.count = counter;
      return [];
    },
  });
  return shown;
}

/**
 * The number in the counter, once it is the expected one; else, when the page asks for nothing more, and a third of its
 * bound has passed for a 0 that may only hold the place. A banner in place of the list ends the wait, too.
 */
async function counterOf(page: Page, { map, watch, within, expected }: Opened): Promise<number | undefined> {
  const begin = performance.now();

  const pattern = map.label('triage.count');
  const counter = page.getByText(pattern).filter({ visible: true }).first();
  const banner = page
    .getByRole('alert')
    .filter({ visible: true, hasText: map.label('error.words') })
    .first();
  await counter
    .or(banner)
    .first()
    .waitFor({ timeout: within })
    .catch(() => undefined);
  if (!(await counter.isVisible())) return undefined;
  const read = async () =>
    numberIn(pattern.exec((await counter.innerText()).trim().replace(/\s+/g, ' '))?.[1]);
  let idle = performance.now();
  const awaited = async () => {
    const count = await read();
    const now = performance.now();
    if (watch.isAsking()) idle = now;
    const isOver = now - idle > latest && (Boolean(count) || now - begin > within / 3);
    return expected === undefined || count === expected || isOver ? { count } : undefined;
  };
  const found = await poll(awaited, { within: Math.max(0, begin + within - performance.now()), every: 50 });
  return found ? found.count : read();
}

/** A number as people read it: digits in groups. */
function numberIn(text: string | undefined): number | undefined {
  const digits = text?.replace(/\D/g, '');
  return digits ? Number(digits) : undefined;
}
