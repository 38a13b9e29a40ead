import type { Locator, Page } from '@playwright/test';
import { type Control, controlsOf } from './controls.ts';
import { knownNames } from './expected-menu.ts';
import type { ConsoleMap } from './map-file.ts';
import { openEntries, reach } from './menu.ts';
import type { Generation, Menus } from './menus.ts';
import { findSideMenu, unfold } from './side-menu.ts';
import { plainName } from './spelling.ts';

/** A page that the menu of the settings offers. */
export interface MenuEntry {
  name: string;
  /** Path with parameters; undefined where the entry is no link, and is to be pressed. */
  path?: string;
}

/** An entry that is a link. */
export type EntryLink = Required<MenuEntry>;

/** The menu of the settings as the page shows it. */
export interface SettingsMenu {
  entries: MenuEntry[];
  /** Entries that lead elsewhere, for example to the vendor's documentation. */
  elsewhere: string[];
  /** What can be pressed, but may do anything: it is no link, and not one of the names that are known. */
  unknown: string[];
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
  of: keyof Menus,
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
  of: keyof Menus,
  { within, known }: { within: number; known?: Generation },
): Promise<SettingsMenu | undefined> {
  const menu = await findSideMenu(page, map, of, within);
  if (!menu) return undefined;
  await unfold(menu);
  const back = map.label('settings.back');
  const all = await controlsOf(menu);
  const leads = all.filter(({ name }) => name !== '' && !back.test(name));
  const [links, others] = [leads.filter(leadsOn), leads.filter((each) => !leadsOn(each))];
  const isOutside = ({ href, isApart }: Link) =>
    isApart || new URL(href, page.url()).origin !== new URL(page.url()).origin;
  const isLinked = ({ name }: Control) => links.some((link) => plainName(link.name) === plainName(name));
  const mayPress = pressable(map, of);
  const generation = known ?? (await generationOf(page, map, menu));
  return {
    entries: leads.flatMap((each): MenuEntry[] => {
      if (leadsOn(each)) return isOutside(each) ? [] : [{ name: each.name, path: pathOf(each.href, page) }];
      return mayPress(each.name) && !isLinked(each) ? [{ name: each.name }] : [];
    }),
    elsewhere: links.filter(isOutside).map(({ name }) => name),
    unknown: others.map(({ name }) => name).filter((name) => !mayPress(name)),
    groups: linesOf(await menu.innerText()).filter((line) => all.every(({ name }) => name !== line)),
    ...(generation ? { generation } : {}),
  };
}

/** Tells of which names something that is no link may be pressed: those that are known of these settings, and do not act. */
export function pressable(map: ConsoleMap, of: keyof Menus): (name: string) => boolean {
  const known = knownNames(map, of);
  return (name) => known.has(plainName(name)) && mayOpen(map, name);
}

/** Whether an entry may be opened: by its name, it neither acts nor leads out of the settings. */
export function mayOpen(map: ConsoleMap, name: string): boolean {
  return !map.label('settings.never').test(name);
}

interface Link extends Control {
  href: string;
}

function leadsOn(control: Control): control is Link {
  return control.href !== undefined;
}

/** Whether an entry has an address of its own. */
export function isLink(entry: MenuEntry): entry is EntryLink {
  return entry.path !== undefined;
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

/** Any of the marks of the grouped layout tells; else, the way back of the flat one, which may stand above it. */
async function generationOf(page: Page, map: ConsoleMap, menu: Locator): Promise<Generation | undefined> {
  const breadcrumb = page.getByRole('navigation', { name: map.label('settings.breadcrumb') });
  const group = menu.getByText(map.label('settings.group'));
  for (const mark of [breadcrumb, group]) if ((await mark.count()) > 0) return 'G3';
  const names = (await controlsOf(menu)).map(({ name }) => name);
  const above = await menu.locator('xpath=preceding-sibling::*').allInnerTexts();
  return [...names, ...above].some((name) => map.label('settings.back').test(name)) ? 'G2' : undefined;
}
