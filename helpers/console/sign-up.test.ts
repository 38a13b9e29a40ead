import type { Page } from '@playwright/test';
import { describe, expect, it } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { loadConsoleMap } from './map-file.ts';
import { signUp } from './sign-up.ts';
import { document, stage } from './testing/browser.ts';
import { openGuarded } from './typing/guarded-page.ts';
import { consolePlaces } from './typing/places.ts';

const { app, origin, browser } = stage();
const form = (button: string, then: string) =>
  document(`<form onsubmit="event.preventDefault(); ${then}"><label>Choose a password <input type="password" id="a"></label>
<input type="password" id="b" placeholder="Again">${button}</form><p role="alert" id="said"></p>`);
const sent = "document.title = a.value + ' ' + b.value";

app.get('/button', (c) => c.html(form('<button>Create account</button>', sent)));
app.get('/other-button', (c) => c.html(form('<button>Los geht’s</button>', sent)));
app.get('/refused', (c) => c.html(form('<button>Sign up</button>', "said.textContent = 'Too short.'")));
app.get('/welcomes', (c) =>
  c.html(
    form('<button>Sign up</button>', `said.textContent = 'Welcome'; setTimeout(() => { ${sent} }, 400)`),
  ),
);
app.get('/foreign', (c) => c.html(form('<button>Sign up</button>', "said.textContent = 'Zu kurz.'")));
app.get('/nothing-happens', (c) => c.html(form('<button>Sign up</button>', '')));
app.get('/leads-away', (c) =>
  c.html(
    document('<form action="http://localhost:1/"><input type="password"><button>Sign up</button></form>'),
  ),
);
app.get('/no-form', (c) => c.html(document('<p>Welcome</p>')));

async function signUpAt(
  path: string,
  isDoneOn = async (page: Page) => (await page.title()) !== 'test',
  at = origin(),
): Promise<{ findings: string[]; title: string }> {
  const context = await browser().newContext();
  const tab = await openGuarded(context, consolePlaces(origin(), ['secret-1']));
  const { page } = tab;
  try {
    await page.goto(at + path);
    const isDone = () => isDoneOn(page);
    const findings = await signUp(tab, loadConsoleMap(), 'secret-1', { within: 1_000, isDone });
    return { findings, title: await page.title() };
  } finally {
    await context.close();
    await tab.end();
  }
}

describe('the sign-up by an invitation', { timeout: 20_000 }, () => {
  it.each(['/button', '/other-button'])('fills in every password field: %s', async (path) => {
    expect(await signUpAt(path)).toEqual({ findings: [], title: 'secret-1 secret-1' });
  });

  it('tells what the page says, or that nothing came of it', async () => {
    expect((await signUpAt('/refused')).findings).toEqual(['the page says "Too short."']);
    expect((await signUpAt('/nothing-happens')).findings).toEqual([
      'there is no account 1 s after the password was sent',
    ]);
    expect((await signUpAt('/foreign')).findings).toEqual([
      'there is no account 1 s after the password was sent; the page says "Zu kurz."',
    ]);
  });

  it('goes on while an alert says something else than a refusal', async () => {
    expect(await signUpAt('/welcomes')).toEqual({ findings: [], title: 'secret-1 secret-1' });
  });

  it('counts where the account came while the page refused', async () => {
    let asked = 0;
    const onSecond = async () => ++asked > 1;
    expect((await signUpAt('/refused', onSecond)).findings).toEqual([]);
  });

  it('chooses no password in a form that is sent elsewhere, or on a page that is elsewhere', async () => {
    await expect(signUpAt('/leads-away')).rejects.toThrow(/is sent to http:\/\/localhost:1.*not filled in/);
    const other = origin().replace('127.0.0.1', 'localhost');
    await expect(signUpAt('/button', undefined, other)).rejects.toThrow(
      `redirects to ${other}: nothing was typed`,
    );
  });

  it('is not understood without a password field', async () => {
    await expect(signUpAt('/no-form')).rejects.toThrow(Unanswered);
  });
});
