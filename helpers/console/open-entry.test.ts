import { beforeEach, describe, expect, it } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { loadConsoleMap } from './map-file.ts';
import { openEntry } from './open-entry.ts';
import { watchPage } from './page-watch.ts';
import { readSettingsMenu, type SettingsMenu } from './settings-menu.ts';
import { document, stage } from './testing/browser.ts';

const { app, origin, browser } = stage();
/** Names of what was pressed, as the pages report it. */
let pressed: string[] = [];
beforeEach(() => {
  pressed = [];
});
app.get('/api/pressed/:name', (c) => {
  pressed.push(c.req.param('name'));
  return c.json({ response: 'ok' });
});
app.get('/circle', (c) => c.redirect('/circle'));
app.get('/whole', (c) => c.html(document('<main>A whole page</main>')));
app.get('/refused', (c) => c.html(document('<main>x<p role="alert">Internal error: no teams</p></main>')));

/** A console of one page, which shows what was pressed; `menu` makes its menu of the names of entries. */
const consoleOf = (menu: (names: readonly string[]) => string) =>
  document(`<header><button>Projects</button></header>${menu([
    'My account',
    'Users',
    'Teams',
    'Projects',
    'Single sign-on',
    'Clear skip list',
    'Log out',
    '+',
    'Billing plan',
  ])}
<main><h1>My account</h1><button>Listeners</button></main>
<script>
const shows = {
  Users: (main) => setTimeout(() => { history.pushState(null, '', '/o/users'); main.innerHTML = '<p role="alert">Internal error: no users</p>'; }, 300),
  Teams: () => location.assign('/refused'),
  Projects: () => location.assign('/whole'),
};
document.addEventListener('click', ({ target }) => {
  const entry = target.closest('[data-entry], header button, main button');
  if (!entry) return;
  const name = entry.textContent.trim();
  fetch('/api/pressed/' + encodeURIComponent(name));
  shows[name]?.(document.querySelector('main'));
});
</script>`);
const each = (names: readonly string[], make: (name: string) => string) => names.map(make).join('');

const forms = {
  buttons: (names: readonly string[]) =>
    `<nav><ul>${each(names, (name) => `<li><button data-entry>${name}</button></li>`)}</ul></nav>`,
  divisions: (names: readonly string[]) =>
    `<aside>${each(names, (name) => `<div role="button" tabindex="0" data-entry>${name}</div>`)}</aside>`,
  anchors: (names: readonly string[]) =>
    `<nav>${each(names, (name) => `<a href="#" data-entry>${name}</a>`)}</nav>`,
  menu: (names: readonly string[]) =>
    `<div role="menu">${each(names, (name) => `<div role="menuitem" data-entry>${name}</div>`)}</div>`,
  tabs: (names: readonly string[]) =>
    `<div role="tablist">${each(names, (name) => `<div role="tab" data-entry>${name}</div>`)}</div>`,
  tree: (names: readonly string[]) =>
    `<div role="tree"><div role="treeitem" aria-expanded="false" onclick="this.ariaExpanded = 'true'; items.hidden = false">Organization
<div role="group" id="items" hidden>${each(names, (name) => `<div role="treeitem" data-entry>${name}</div>`)}</div></div>
<div role="treeitem" data-entry>Users</div><div role="treeitem" data-entry>Teams</div></div>`,
  items: (names: readonly string[]) =>
    `<button>Back</button><ul>${each(names, (name) => `<li style="cursor: pointer" data-entry>${name}</li>`)}</ul>`,
} as const;
for (const [form, menu] of Object.entries(forms)) app.get(`/${form}`, (c) => c.html(consoleOf(menu)));
app.get('/broken', (c) =>
  c.html(
    document(`<nav>${each(
      ['My account', 'Users', 'Teams', 'Projects'],
      (name) => `<button id="${name}">${name}</button>`,
    )}
</nav><main><h1>My account</h1></main><script>
Users.onclick = () => location.assign('/circle');
Projects.onclick = () => location.assign('/away');
</script>`),
  ),
);
let away = 0;
app.get('/away', (c) => {
  away += 1;
  return away === 1 ? c.redirect('/circle') : c.html(document('<main>All projects</main>'));
});

const entries = ['My account', 'Users', 'Teams', 'Projects', 'Single sign-on'];

/** Reads the menu of a page and opens these entries. */
async function open(
  form: string,
  names: readonly string[],
): Promise<{ menu?: SettingsMenu; findings: string[][] }> {
  const context = await browser().newContext({ baseURL: origin() });
  const page = await context.newPage();
  try {
    const [map, path] = [loadConsoleMap(), `/${form}`];
    const opening = { map, watch: watchPage(page), within: 5_000 };
    await page.goto(path);
    const menu = await readSettingsMenu(page, map, 'organization', { within: 1_000 });
    const findings = [];
    for (const name of names)
      findings.push(await openEntry(page, { name }, { of: 'organization', path }, opening));
    return { menu, findings };
  } finally {
    await context.close();
  }
}

describe('entries of a menu that are no links', { timeout: 30_000 }, () => {
  it.each(Object.keys(forms))('are opened, and nothing else is pressed: %s', async (form) => {
    const opened = ['Users', 'Teams', 'Projects'];
    const { menu, findings } = await open(form, opened);
    const names = menu?.entries.map(({ name }) => name) ?? [];
    expect([...new Set(names)].sort()).toEqual([...entries].sort());
    expect(menu?.entries.filter(({ path }) => path !== undefined)).toEqual([]);
    expect(menu?.unknown).toEqual(
      expect.arrayContaining(['Clear skip list', 'Log out', '+', 'Billing plan']),
    );
    expect(menu?.generation).toBe(form === 'items' ? 'G2' : undefined);
    expect(findings).toEqual([
      ['error banner: "Internal error: no users"'],
      ['error banner: "Internal error: no teams"'],
      [],
    ]);
    expect(pressed).toEqual(opened);
  });

  it('are not pressed where they act, whatever their menu is expected to have', async () => {
    await expect(open('buttons', ['Clear skip list'])).rejects.toThrow(Unanswered);
    expect(pressed).toEqual([]);
  });

  it('may be that of the page that the menu stands on', async () => {
    expect((await open('buttons', ['My account'])).findings).toEqual([[]]);
  });

  it('of which nothing comes could not be found out', async () => {
    await expect(open('buttons', ['Single sign-on'])).rejects.toThrow(/"Single sign-on".*nothing comes/);
  });

  it('that are gone could not be found out', async () => {
    await expect(open('broken', ['Listeners'])).rejects.toThrow(/"Listeners".*not offer it any more/);
  });

  it('whose page cannot be opened are wrong, where it fails again', async () => {
    const { findings } = await open('broken', ['Users', 'Projects']);
    expect(findings).toEqual([[expect.stringMatching(/ERR_TOO_MANY_REDIRECTS.*other pages/)], []]);
  });
});
