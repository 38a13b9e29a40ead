import { describe, expect, it } from 'vitest';
import { loadConsoleMap } from './map-file.ts';
import { openSettings, readSettingsMenu, type SettingsMenu } from './settings-menu.ts';
import { document, stage } from './testing/browser.ts';

const { app, origin, browser } = stage();

const items = (...links: string[]) => `<ul>${links.map((link) => `<li>${link}</li>`).join('')}</ul>`;
const banner = '<header><nav><a href="/">Home</a></nav></header>';

app.get('/newer', (c) =>
  c.html(
    document(`${banner}<nav aria-label="Breadcrumb"><a href="/p/a/triage">a</a><a href="/s">Settings</a></nav>
<nav>${items('<a href="/s/overview">Overview</a>', '<a href="https://docs.example.com/">Documentation</a>', '<a href="tokens?u=1"> API   tokens </a>')}</nav>
<main><nav><a href="?page=2">2</a></nav></main>`),
  ),
);
app.get('/older', (c) =>
  c.html(
    document(
      `${banner}<nav><a href="/">Back</a>${items(
        '<a href="/s/overview">Overview</a>',
        `<button aria-expanded="false" onclick="this.ariaExpanded = 'true'; this.nextSibling.hidden = false">Symbols</button><ul hidden><li><a href="/s/servers">Symbol servers</a></li></ul>`,
        '<button onclick="document.title = 1">Clear skip list</button>',
      )}</nav>`,
    ),
  ),
);
app.get('/grouped', (c) =>
  c.html(
    document(`${banner}<nav>${items('<a href="/s/overview">Overview</a>', '<a href="/s/tokens">Submission tokens</a>')}
<p>Error processing</p>${items('<a href="/s/attributes">Attributes</a>')}</nav>`),
  ),
);
app.get('/newest', (c) =>
  c.html(
    document(`<header><button title="Menu" onclick="menu.hidden = false">J</button></header>
<div role="menu" id="menu" hidden><a role="menuitem" href="/newest/s">Project Settings &amp; Docs</a><a role="menuitem" href="/newest/o">Organization settings</a></div>`),
  ),
);
for (const of of ['s', 'o'])
  app.get(`/newest/${of}`, (c) =>
    c.html(
      document(
        `<nav aria-label="Breadcrumb"><a href="/">a</a></nav><nav>${items('<a href="/o/users">Users</a>', '<a href="/o/teams">Teams</a>')}</nav>`,
      ),
    ),
  );
app.get('/none', (c) => c.html(document('<main>Nothing</main>')));

async function read(path: string): Promise<{ menu?: SettingsMenu; title: string }> {
  const page = await browser().newPage();
  await page.goto(origin() + path);
  const menu = await readSettingsMenu(page, loadConsoleMap(), 'project', { within: 1_000 });
  const title = await page.title();
  await page.close();
  return { menu, title };
}

describe('the menu of the settings', { timeout: 20_000 }, () => {
  it('is read with its pages, and what leads elsewhere apart', async () => {
    const { menu } = await read('/newer');
    expect(menu).toEqual({
      generation: 'G3',
      entries: [
        { name: 'Overview', path: '/s/overview' },
        { name: 'API tokens', path: '/tokens?u=1' },
      ],
      elsewhere: ['Documentation'],
      unknown: [],
      groups: [],
    });
  });

  it('of the older layout is unfolded, and nothing else is pressed', async () => {
    const { menu, title } = await read('/older');
    expect(menu?.generation).toBe('G2');
    expect(menu?.entries.map(({ name }) => name)).toEqual(['Overview', 'Symbol servers']);
    expect(title).toBe('test');
  });

  it('of a grouped layout is told by the name of a group', async () => {
    expect((await read('/grouped')).menu).toMatchObject({ generation: 'G3', groups: ['Error processing'] });
  });

  it.each(['project', 'organization'] as const)(
    'of the newest layout is told by the menu that leads to it: %s',
    async (of) => {
      const page = await browser().newPage();
      await page.goto(`${origin()}/newest`);
      const map = loadConsoleMap();
      const way = await openSettings(page, map, of, 1_000);
      expect(way).toMatchObject({ generation: 'G4' });
      const known = 'generation' in way ? way.generation : undefined;
      const menu = await readSettingsMenu(page, map, of, { within: 1_000, known });
      expect(menu?.generation).toBe('G4');
      await page.close();
    },
  );

  it('is not made up where there is none', async () => {
    expect((await read('/none')).menu).toBeUndefined();
  });
});
