import type { Locator, Page } from '@playwright/test';
import type { ConsoleMap } from './map-file.ts';
import { openEntries, reach } from './menu.ts';
import type { Generation } from './menus.ts';

/** A page that the menu of the settings offers. */
export interface MenuEntry {
  name: string;
  /** Path with parameters. */
  path: string;
}

/** The menu of the settings as the page shows it. */
export interface SettingsMenu {
  entries: MenuEntry[];
  /** Entries that lead elsewhere, for example to the vendor's documentation. */
  elsewhere: string[];
  /** Other texts of the menu: names of groups, for example. */
  groups: string[];
  /** Undefined where nothing tells. */
  generation?: Generation;
}

/** The way to the settings: name of the entry, and the layout where the menu with it tells. */
export interface SettingsWay {
  entry: string;
  generation?: Generation;
}

/** Goes to the settings by the person's menu. Gives the way, or what is missing. */
export async function openSettings(
  page: Page,
  map: ConsoleMap,
  of: 'organization' | 'project',
  within: number,
): Promise<SettingsWay | { missing: string }> {
  const label = `menu.${of}-settings` as const;
  const { entry, seen } = await reach(page, map, ['menu.avatar', 'menu.help'], label, within);
  if (!entry) {
    const offered = seen.join(', ') || 'none';
    return { missing: `no entry ${map.label(label).source} in the menus; there are: ${offered}` };
  }
  const name = (await entry.innerText()).trim();
  const entries = [name, ...(await openEntries(page))];
  const before = page.url();
  await entry.click({ timeout: within });
  await page.waitForURL((url) => url.href !== before, { waitUntil: 'domcontentloaded', timeout: within });
  return { entry: name, ...(entries.some((each) => map.label('menu.newest').test(each)) ? newest : {}) };
}

const newest = { generation: 'G4' } as const;

/**
 * Reads the menu at the side of a page of the settings, every group unfolded; undefined where there is none in time.
 * `known` is the layout where the way to it told that.
 */
export async function readSettingsMenu(
  page: Page,
  map: ConsoleMap,
  within: number,
  known?: Generation,
): Promise<SettingsMenu | undefined> {
  const breadcrumb = page.getByRole('navigation', { name: map.label('settings.breadcrumb') });
  const menu = await sideMenu(page, breadcrumb, within);
  if (!menu) return undefined;
  await unfold(menu);
  const back = map.label('settings.back');
  const all = await menu.getByRole('link').evaluateAll(read);
  const leads = all.filter(({ name }) => name !== '' && !back.test(name));
  const isOutside = ({ href, target }: Link) =>
    target === '_blank' || new URL(href, page.url()).origin !== new URL(page.url()).origin;
  const hasBack = all.some(({ name }) => back.test(name));
  const group = menu.getByText(map.label('settings.group'));
  const generation = known ?? (await generationOf([breadcrumb, group], hasBack));
  return {
    entries: leads
      .filter((each) => !isOutside(each))
      .map(({ name, href }) => ({ name, path: pathOf(href, page) })),
    elsewhere: leads.filter(isOutside).map(({ name }) => name),
    groups: linesOf(await menu.innerText()).filter((line) => all.every(({ name }) => name !== line)),
    ...(generation ? { generation } : {}),
  };
}

/** The landmark with the links; older consoles may have a list only. */
async function sideMenu(page: Page, breadcrumb: Locator, within: number): Promise<Locator | undefined> {
  const links = page.getByRole('link');
  const places = ['navigation', 'complementary', 'list'] as const;
  const any = page.getByRole('navigation').or(page.getByRole('complementary')).filter({ has: links });
  await any
    .first()
    .waitFor({ timeout: within })
    .catch(() => undefined);
  for (const role of places) {
    const candidates = await page.getByRole(role).filter({ has: links, visible: true }).all();
    const counted = await Promise.all(
      candidates.map(async (menu) => ({
        menu,
        count: (await isSame(menu, breadcrumb)) ? 0 : await menu.getByRole('link').count(),
      })),
    );
    const [most] = counted.sort((a, b) => b.count - a.count);
    if (most && most.count > 1) return most.menu;
  }
  return undefined;
}

async function isSame(menu: Locator, breadcrumb: Locator): Promise<boolean> {
  return (await menu.and(breadcrumb).count()) > 0;
}

/** Unfolds what can be unfolded; nothing else in the menu is pressed. */
async function unfold(menu: Locator): Promise<void> {
  const folded = menu.getByRole('button', { expanded: false });
  for (let count = await folded.count(); count > 0; ) {
    await folded.first().click();
    const left = await folded.count();
    if (left >= count) return;
    count = left;
  }
}

interface Link {
  name: string;
  href: string;
  target: string | null;
}

/** What of an element is read in the page. */
interface Anchor {
  innerText: string;
  getAttribute(name: string): string | null;
}

/** Runs in the page, in one go: menus are long. */
function read(anchors: Anchor[]): Link[] {
  return anchors.map((anchor) => ({
    name: anchor.innerText.trim().replace(/\s+/g, ' '),
    href: anchor.getAttribute('href') ?? '',
    target: anchor.getAttribute('target'),
  }));
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter(Boolean);
}

function pathOf(href: string, page: Page): string {
  const { pathname, search } = new URL(href, page.url());
  return pathname + search;
}

/** Any of the marks of the grouped layout tells; else, the way back of the flat one. */
async function generationOf(marks: Locator[], hasBack: boolean): Promise<Generation | undefined> {
  for (const mark of marks) if ((await mark.count()) > 0) return 'G3';
  return hasBack ? 'G2' : undefined;
}
