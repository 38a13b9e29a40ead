import { describe, expect, it } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { loadConsoleMap } from './map-file.ts';
import { openPage } from './open-page.ts';
import { watchPage } from './page-watch.ts';
import { document, stage } from './testing/browser.ts';

const { app, origin, browser } = stage();

app.get('/plain', (c) => c.html(document('<main><h1>Users</h1></main>')));
app.get('/blank', (c) => c.html(document('<nav>Menu</nav><main></main>')));
app.get('/banner', (c) => c.html(document('<main>x<p role="alert">Internal error: no users</p></main>')));
app.get('/hint', (c) => c.html(document('<main>x<p role="alert">You have 3 new messages</p></main>')));
app.get('/hidden', (c) => c.html(document('<main>x<p role="alert" hidden>Internal error</p></main>')));
app.get('/throws', (c) => c.html(document('<main>x</main><script>throw new Error("kaputt")</script>')));
app.get('/says', (c) => c.html(document('<main>x</main><script>console.error("odd thing")</script>')));
app.get('/asks/*', (c) =>
  c.html(document(`<main>x</main><script>fetch('${c.req.path.slice('/asks'.length)}')</script>`)),
);
app.get('/hangs', (c) =>
  c.html(document('<main>x</main><script>setTimeout(() => { for (;;); }, 20)</script>')),
);
app.get('/api/gone', (c) => c.json({ error: { code: 5, message: 'no such thing' } }, 404));
app.get('/api/refused', (c) => c.json({ error: { code: 5, message: 'permission denied' } }));
app.get('/api/never', () => new Promise<Response>(() => undefined));
app.get('/api/fine', (c) => c.json({ response: 'ok', text: 'no "error" here' }));
app.get('/never', () => new Promise<Response>(() => undefined));

async function findingsOf(path: string, within = 4_000): Promise<string[]> {
  const page = await browser().newPage();
  try {
    const opening = { map: loadConsoleMap(), watch: watchPage(page), within };
    return await openPage(page, (options) => page.goto(new URL(path, origin()).href, options), opening);
  } finally {
    await page.close();
  }
}

describe('a page of the console', { timeout: 20_000 }, () => {
  it.each(['/plain', '/hint', '/hidden', '/asks/api/fine'])('%s is fine', async (path) => {
    expect(await findingsOf(path)).toEqual([]);
  });

  it.each([
    ['/blank', /^the page is blank$/],
    ['/banner', /^error banner: "Internal error: no users"$/],
    ['/throws', /^uncaught exception: kaputt$/],
    ['/says', /^console error: odd thing$/],
    ['/asks/api/gone', /^failing request: GET http:.*\/api\/gone: HTTP 404$/],
    ['/asks/api/refused', /^failing request: GET .*: HTTP 200 with the error "permission denied"$/],
    ['/nowhere', /^failing request: GET .*\/nowhere: HTTP 404$/],
  ])('%s has its one finding', async (path, expected) => {
    expect(await findingsOf(path)).toEqual([expect.stringMatching(expected)]);
  });

  it.each([
    ['/asks/api/never', /\/api\/never was not answered within 1 s$/],
    ['/never', /^did not load within 1 s$/],
  ])('%s is given up in time', async (path, expected) => {
    const begin = performance.now();
    expect(await findingsOf(path, 1_000)).toEqual([expect.stringMatching(expected)]);
    expect(performance.now() - begin).toBeLessThan(6_000);
  });

  it('that hangs says so, and does not hang the run', async () => {
    expect(await findingsOf('/hangs', 1_000)).toContain('the page does not react');
  });

  it('of a server that cannot be reached could not be found out', async () => {
    await expect(findingsOf('http://127.0.0.1:1/')).rejects.toThrow(Unanswered);
  });
});
