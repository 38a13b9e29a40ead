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
app.get('/unnamed/*', (c) =>
  c.html(
    document(
      `<header>Backtrace</header><nav>Menu</nav><aside>Help</aside><div>${c.req.path.slice('/unnamed/'.length)}</div>`,
    ),
  ),
);
app.get('/product', (c) =>
  c.html(document('<main>x<p role="alert">Welcome to the new Error Reporting console</p></main>')),
);
app.get('/polls', (c) =>
  c.html(
    document(`<main>x</main><script>fetch('/api/never'); fetch('http://localhost:' + location.port + '/never', { mode: 'no-cors' });
new EventSource('/api/stream')</script>`),
  ),
);
for (const [name, what] of [
  ['progress', '<main>Users<p role="progressbar"></p></main>'],
  ['busy', '<main aria-busy="true">Users</main>'],
  ['says', '<main><p>Loading…</p></main>'],
] as const)
  app.get(`/loading/${name}`, (c) => c.html(document(`${what}<script>fetch('/api/never')</script>`)));
app.get('/slow', (c) =>
  c.html(
    document(
      `<main>x</main><script>fetch('/api/slow').then(() => { throw new Error('came late') })</script>`,
    ),
  ),
);
app.get('/api/slow', async (c) => {
  await new Promise((resolve) => setTimeout(resolve, 900));
  return c.json({ response: 'ok' });
});
app.get('/api/stream', () => new Promise<Response>(() => undefined));
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
  it.each(['/plain', '/hint', '/hidden', '/product', '/asks/api/fine', '/unnamed/Users'])(
    '%s is fine',
    async (path) => {
      expect(await findingsOf(path)).toEqual([]);
    },
  );

  it.each([
    ['/blank', /^the page is blank$/],
    ['/unnamed/', /^the page is blank$/],
    ['/slow', /^uncaught exception: came late$/],
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
    ['/loading/progress', /\/api\/never was not answered within 1 s$/],
    ['/loading/busy', /\/api\/never was not answered within 1 s$/],
    ['/loading/says', /\/api\/never was not answered within 1 s$/],
    ['/never', /^did not load within 1 s$/],
  ])('%s is given up in time', async (path, expected) => {
    expect(await findingsOf(path, 1_000)).toEqual([expect.stringMatching(expected)]);
  });

  it('that shows what it is for is fine though requests stay open', async () => {
    const page = await browser().newPage();
    // Whoever waited for the polls would do so for longer than this test.
    const opening = { map: loadConsoleMap(), watch: watchPage(page), within: 120_000 };
    const open = () => openPage(page, (options) => page.goto(`${origin()}/polls`, options), opening);
    expect(await open()).toEqual([]);
    expect(await open()).toEqual([]);
    await page.close();
  });

  it('that hangs says so, and does not hang the run', async () => {
    expect(await findingsOf('/hangs', 1_000)).toContain('the page does not react');
  });

  it('of a server that cannot be reached could not be found out', async () => {
    await expect(findingsOf('http://127.0.0.1:1/')).rejects.toThrow(Unanswered);
  });
});
