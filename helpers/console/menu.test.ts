import { describe, expect, it } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { loadConsoleMap } from './map-file.ts';
import { reach } from './menu.ts';
import { document, stage } from './testing/browser.ts';

const { app, origin, browser } = stage();
const late = (work: string, after: number) => `setTimeout(() => { ${work} }, ${after})`;

app.get('/late', (c) =>
  c.html(
    document(`<header></header><script>
${late(
  `document.querySelector('header').innerHTML = '<button title="Menu">A</button>';
   document.querySelector('button').onclick = () => ${late(`document.body.insertAdjacentHTML('beforeend', '<div role="menu"><a role="menuitem" href="/about">About</a></div>')`, 200)}`,
  400,
)}</script>`),
  ),
);
app.get('/without', (c) => c.html(document('<header><button title="Menu">A</button></header>')));
app.get('/other', (c) =>
  c.html(
    document(`<header><button title="Menu" onclick="menu.hidden = false">A</button></header>
<div role="menu" id="menu" hidden><a role="menuitem" href="/out">Logout</a></div>`),
  ),
);
app.get('/none', (c) => c.html(document('<p>Nothing</p>')));

async function reachAt(path: string): Promise<{ entry?: string; seen: string[] }> {
  const page = await browser().newPage();
  try {
    await page.goto(origin() + path, { waitUntil: 'domcontentloaded' });
    const { entry, seen } = await reach(page, loadConsoleMap(), ['menu.avatar'], 'menu.about', 1_500);
    return { seen, ...(entry ? { entry: await entry.innerText() } : {}) };
  } finally {
    await page.close();
  }
}

describe('a menu of the top bar', { timeout: 20_000 }, () => {
  it('may be drawn after the page, and its entries after that', async () => {
    expect(await reachAt('/late')).toEqual({ entry: 'About', seen: [] });
  });

  it('that has no such entry, or is not there, is told', async () => {
    expect(await reachAt('/other')).toEqual({ seen: ['Logout'] });
  });

  it('that is not recognised at all could not be found out', async () => {
    await expect(reachAt('/without')).rejects.toThrow(Unanswered);
    await expect(reachAt('/none')).rejects.toThrow(/no menu.*no button like/);
  });
});
