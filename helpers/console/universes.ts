import type { Page } from '@playwright/test';
import { poll } from '../poll.ts';
import type { ConsoleMap } from './map-file.ts';
import { appeared, firstVisible, menuButton } from './menu.ts';

/** How the console is led to one universe: what its addresses say then. */
export interface UniversePlace {
  universe: string;
  /** Parameters that the address of each page of this universe carries. */
  parameters: URLSearchParams;
}

/** Where the console shows the universes, and those that it does not offer. */
export interface UniversePlaces {
  places: UniversePlace[];
  notOffered: string[];
  /** The console lets nobody choose: it shows the universe of the login only. */
  single: boolean;
}

/**
 * Chooses each universe in the picker of the top bar, which superusers of several tenants have. Leaves the page
 * anywhere.
 */
export async function findUniverses(
  page: Page,
  map: ConsoleMap,
  universes: readonly string[],
  { own, within }: { own: string; within: number },
): Promise<UniversePlaces> {
  const home = { universe: own, parameters: new URLSearchParams() };
  const others = universes.filter((universe) => universe !== own);
  if (others.length === 0) return { places: [home], notOffered: [], single: false };
  const start = () => page.goto(map.route('login'), { waitUntil: 'domcontentloaded', timeout: within });
  await start();
  await appeared(page, map, ['menu.avatar', 'universe.picker'], within);
  if (!(await menuButton(page, map, 'universe.picker')))
    return { places: [home], notOffered: others, single: true };
  const found: UniversePlaces = { places: [home], notOffered: [], single: false };
  for (const universe of others) {
    await start();
    await appeared(page, map, ['universe.picker'], within);
    const parameters = await choose(page, map, universe, within);
    if (parameters) found.places.push({ universe, parameters });
    else found.notOffered.push(universe);
  }
  return found;
}

async function choose(
  page: Page,
  map: ConsoleMap,
  universe: string,
  within: number,
): Promise<URLSearchParams | undefined> {
  const before = page.url();
  await (await menuButton(page, map, 'universe.picker'))?.click();
  const exact = { name: universe, exact: true };
  const places = [
    page.getByRole('option', exact),
    page.getByRole('menuitem', exact),
    page.getByRole('link', exact),
  ];
  const option = await poll(() => firstVisible(places), { within: Math.min(within, 2_000), every: 50 });
  if (!option) return undefined;
  await option.first().click();
  await poll(async () => (page.url() === before ? undefined : true), {
    within: Math.min(within, 2_000),
    every: 50,
  });
  await page.waitForLoadState('domcontentloaded', { timeout: within });
  return new URL(page.url()).searchParams;
}

/** A path with the parameters of a universe. */
export function pathIn({ parameters }: Pick<UniversePlace, 'parameters'>, path: string): string {
  const [bare = '', query = ''] = path.split('?');
  const all = new URLSearchParams(query);
  for (const [name, value] of parameters) if (!all.has(name)) all.set(name, value);
  const text = all.toString();
  return text ? `${bare}?${text}` : bare;
}
