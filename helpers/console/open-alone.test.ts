import { describe, expect, it } from 'vitest';
import { loadConsoleMap } from './map-file.ts';
import { openAlone } from './open-alone.ts';
import { Unreachable } from './open-page.ts';
import { watchPage } from './page-watch.ts';
import { document, stage } from './testing/browser.ts';

const { app, origin, browser } = stage();
let refused = 0;

app.get('/', (c) => c.html(document('<main>Console</main>')));
app.get('/circle', (c) => c.redirect('/circle'));
app.get('/sometimes', (c) => {
  refused += 1;
  return refused === 1 ? c.redirect('/circle') : c.html(document('<main>Users</main>'));
});

async function open(path: string, go = new URL(path, origin()).href): Promise<string[]> {
  const context = await browser().newContext({ baseURL: path === '/' ? 'http://127.0.0.1:1' : origin() });
  const page = await context.newPage();
  try {
    return await openAlone(page, go, { map: loadConsoleMap(), watch: watchPage(page), within: 4_000 });
  } finally {
    await context.close();
  }
}

describe('a page that cannot be opened', { timeout: 20_000 }, () => {
  it('while others can is wrong by itself', async () => {
    expect(await open('/circle')).toEqual([expect.stringMatching(/ERR_TOO_MANY_REDIRECTS.*other pages/)]);
  });

  it('at first is opened again', async () => {
    expect(await open('/sometimes')).toEqual([]);
  });

  it('like all others could not be found out', async () => {
    await expect(open('/', '/')).rejects.toThrow(Unreachable);
  });

  it('since it crashes is wrong', async () => {
    expect(await open('/crash', 'chrome://crash')).toEqual(['the page crashed']);
  });
});
