import { describe, expect, it } from 'vitest';
import { newsAfter } from './news.ts';
import { document, stage } from './testing/browser.ts';

const { app, origin, browser } = stage();
const pageWith = (script: string) =>
  document(`<p role="status">Valid until 2031</p><p role="alert" id="said"></p>
<button onclick="${script}">Test</button>`);
const later = (text: string, after: number) =>
  `setTimeout(() => { said.textContent = '${text}' }, ${after});`;

app.get('/silent', (c) => c.html(pageWith('')));
app.get('/in-steps', (c) => c.html(pageWith(later('Validating…', 50) + later('It is ok', 400))));
app.get('/for-ever', (c) => c.html(pageWith(later('Redirecting to Okta', 50))));
app.get('/dialog', (c) =>
  c.html(
    document(`<button onclick="setTimeout(() => asked.hidden = false, 50)">Test</button>
<div role="dialog" id="asked" hidden><!-- Valid --><h2>Testing</h2><p>the con<b>figuration</b>…<br>at Okta</p><i hidden>for ever</i>
<button>OK</button><span role="button">Valid</span></div>`),
  ),
);
app.get('/two', (c) =>
  c.html(
    document(`<button onclick="said.textContent = 'OK'; more.textContent = 'Saved'">Test</button>
<p role="status" id="said"></p><p role="alert" id="more"></p>`),
  ),
);

async function newsAt(path: string): Promise<string> {
  const page = await browser().newPage();
  try {
    await page.goto(origin() + path);
    const press = () => page.getByRole('button').click();
    return await newsAfter(page, press, {
      within: 1_500,
      isVerdict: (said) => /\bok\b|\bvalid\b/i.test(said),
    });
  } finally {
    await page.close();
  }
}

describe('what a page says after something was pressed', { timeout: 20_000 }, () => {
  it('is what is new, not what stood there before', async () => {
    expect(await newsAt('/silent')).toBe('');
    expect(await newsAt('/for-ever')).toBe('Redirecting to Okta');
  });

  it('has nothing of what the buttons of a dialog are called', async () => {
    expect(await newsAt('/dialog')).toBe('Testing the configuration… at Okta');
  });

  it('tells one message from the other', async () => {
    expect(await newsAt('/two')).toBe('OK; Saved');
  });

  it('is waited for until it is a verdict', async () => {
    expect(await newsAt('/in-steps')).toBe('It is ok');
  });
});
