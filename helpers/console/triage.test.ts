import { describe, expect, it } from 'vitest';
import { loadConsoleMap } from './map-file.ts';
import { watchPage } from './page-watch.ts';
import { document, stage } from './testing/browser.ts';
import { readTriage, type ShownTriage } from './triage.ts';

const { app, origin, browser } = stage();

app.get('/placeholder', (c) =>
  c.html(
    document(`<main><b id="count">0 errors</b></main>
<script>setTimeout(() => { count.textContent = '1,234 errors / 7 sessions'; }, 400)</script>`),
  ),
);
app.get('/slow', (c) =>
  c.html(
    document(`<main><b id="count">0 errors</b></main>
<script>fetch('/api/query').then(() => { count.textContent = '1,234 errors'; })</script>`),
  ),
);
app.get('/slow-elsewhere', (c) =>
  c.html(
    document(`<main><b id="count">0 errors</b></main>
<script>setTimeout(() => { count.textContent = '1,234 errors'; }, 2_600)</script>`),
  ),
);
app.get('/api/query', async (c) => {
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  return c.json({ response: {} });
});
app.get('/empty', (c) => c.html(document('<main>Send your first error</main>')));

async function read(path: string, expected: number, within = 3_000): Promise<ShownTriage> {
  const page = await browser().newPage();
  try {
    const opened = { map: loadConsoleMap(), watch: watchPage(page), within, expected };
    return await readTriage(page, origin() + path, opened);
  } finally {
    await page.close();
  }
}

describe('the counter of the triage view', { timeout: 20_000 }, () => {
  it('is read when it shows what is expected, or does not change any more', async () => {
    expect(await read('/placeholder', 1_234)).toEqual({ findings: [], count: 1_234 });
    expect(await read('/placeholder', 1_235)).toEqual({ findings: [], count: 1_234 });
  });

  it('is waited for while the page still asks the API for it, and for a share of its bound', async () => {
    expect(await read('/slow', 1_234, 12_000)).toEqual({ findings: [], count: 1_234 });
    expect(await read('/slow-elsewhere', 1_234, 12_000)).toEqual({ findings: [], count: 1_234 });
  });

  it('may be missing where there are no errors, and only there', async () => {
    expect(await read('/empty', 0)).toEqual({ findings: [] });
    expect((await read('/empty', 5)).findings).toEqual(['no count of errors was shown within 3 s']);
  });
});
