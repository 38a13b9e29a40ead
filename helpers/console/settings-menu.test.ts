import { describe, expect, it } from 'vitest';
import { loadConsoleMap } from './map-file.ts';
import { readSettingsMenu, type SettingsMenu } from './settings-menu.ts';
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
app.get('/none', (c) => c.html(document('<main>Nothing</main>')));

async function read(path: string): Promise<{ menu?: SettingsMenu; title: string }> {
  const page = await browser().newPage();
  await page.goto(origin() + path);
  const menu = await readSettingsMenu(page, loadConsoleMap(), 1_000);
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
    });
  });

  it('of the older layout is unfolded, and nothing else is pressed', async () => {
    const { menu, title } = await read('/older');
    expect(menu?.generation).toBe('G2');
    expect(menu?.entries.map(({ name }) => name)).toEqual(['Overview', 'Symbol servers']);
    expect(title).toBe('test');
  });

  it('is not made up where there is none', async () => {
    expect((await read('/none')).menu).toBeUndefined();
  });
});
