import type { Locator, Page } from '@playwright/test';
import { poll } from '../poll.ts';
import { controlsOf } from './controls.ts';
import { knownNames } from './expected-menu.ts';
import type { ConsoleMap } from './map-file.ts';
import type { Menus } from './menus.ts';
import { plainName } from './spelling.ts';

/** Longest wait, in ms, for the menu of a page that has another one already. */
const latest = 1_000;

/** What a menu may be; of two that are alike, the first one counts. */
const kinds = ['navigation', 'complementary', 'menu', 'tree', 'tablist', 'list'] as const;

interface Candidate {
  menu: Locator;
  kind: (typeof kinds)[number];
  /** How many names of these settings it shows, of whatever layout. */
  known: number;
  links: number;
}

/**
 * The menu of the settings: what shows the most names of theirs. Where nothing shows two, the landmark or list with the
 * most links. Undefined where there is none in time.
 */
export async function findSideMenu(
  page: Page,
  map: ConsoleMap,
  of: keyof Menus,
  within: number,
): Promise<Locator | undefined> {
  const known = knownNames(map, of);
  const breadcrumb = page.getByRole('navigation', { name: map.label('settings.breadcrumb') });
  let other: Candidate | undefined;
  let since = Number.POSITIVE_INFINITY;
  const look = async () => {
    const found = await candidates(page, breadcrumb, known);
    const most = best(found, 'known');
    if (most) return most;
    other = kinds
      .map((kind) =>
        best(
          found.filter((each) => each.kind === kind),
          'links',
        ),
      )
      .find((each) => each !== undefined);
    if (other && other.kind !== 'list') since = Math.min(since, performance.now());
    return performance.now() - since > latest ? other : undefined;
  };
  return ((await poll(look, { within, every: 50 })) ?? other)?.menu;
}

function best(all: readonly Candidate[], by: 'known' | 'links'): Candidate | undefined {
  const [most] = all.toSorted((a, b) => b[by] - a[by]);
  return most && most[by] > 1 ? most : undefined;
}

async function candidates(page: Page, breadcrumb: Locator, known: ReadonlySet<string>): Promise<Candidate[]> {
  const measured = async (menu: Locator, kind: Candidate['kind']): Promise<Candidate[]> => {
    if (kind === 'navigation' && (await menu.and(breadcrumb).count()) > 0) return [];
    const controls = await controlsOf(menu);
    const names = controls.map(({ name }) => plainName(name)).filter((name) => known.has(name));
    const links = controls.filter(({ href }) => href !== undefined).length;
    return [{ menu, kind, known: new Set(names).size, links }];
  };
  const all = kinds.map(async (kind) => {
    const menus = await page.getByRole(kind).filter({ visible: true }).all();
    return Promise.all(menus.map((menu) => measured(menu, kind)));
  });
  return (await Promise.all(all)).flat(2);
}

/** Unfolds what can be unfolded; nothing else in the menu is pressed. */
export async function unfold(menu: Locator): Promise<void> {
  const [buttons, items] = [
    menu.getByRole('button', { expanded: false }),
    menu.getByRole('treeitem', { expanded: false }),
  ];
  const folded = buttons.or(items);
  for (let count = await folded.count(); count > 0; ) {
    await folded.first().click();
    const left = await folded.count();
    if (left >= count) return;
    count = left;
  }
}
