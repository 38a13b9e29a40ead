import type { BrowserContext } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectNew, type WritableServer } from '../coronerd/server.ts';
import { limits, recordingServer, settingsFor } from '../coronerd/testing/recording-server.ts';
import { redact } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';
import { logInByForm, openLoginPage } from './login-form.ts';
import { loadConsoleMap } from './map-file.ts';
import { document, stage } from './testing/browser.ts';
import { openGuarded } from './typing/guarded-page.ts';
import { consolePlaces } from './typing/places.ts';

const { app, origin, browser } = stage();
const token = 'canary5ession0of1jane2';
const bobs = 'canary5ession0of1bob22';
const late = 'canary5ession0of2jane3';
const onSecond = 'canary5ession0of3jane4';
const foreign = 'canary9of7another8origin';
const other = 'canary9value8of7no6session';
/** Where a token was sent. */
let asked: string[] = [];
let elsewhere: Awaited<ReturnType<typeof recordingServer>>;
let server: WritableServer;

beforeAll(async () => {
  elsewhere = await recordingServer(() => ({}));
});
afterAll(() => elsewhere.close());
beforeEach(() => {
  asked = [];
  elsewhere.arrived.length = 0;
  server = connectNew(settingsFor(Number(new URL(origin()).port)), limits);
});

app.post('/api/login', async (c) => {
  const { token: given } = await c.req.parseBody();
  asked.push(String(given));
  const username = { [token]: 'Jane', [late]: 'jane', [onSecond]: 'jane', [bobs]: 'bob' }[String(given)];
  const enough = { [late]: 5, [onSecond]: 2 }[String(given)] ?? 1;
  const isEarly = asked.filter((each) => each === given).length < enough;
  if (!username || isEarly) return c.json({ error: { code: 5, message: 'invalid token' } }, 403);
  return c.json({ token: given, username, universes: {} });
});
app.get('/api/session', (c) => c.body(said.length > 1 ? (said.shift() ?? '') : (said[0] ?? '')));
/** What the session's own request is answered with, one after the other; the last one from then on. */
let said: string[] = [];
let done = '';

/** A console that does this once somebody logs in; a picture of another server is on the page. */
const loginPage = (then: string) =>
  document(`<img src="http://localhost:${elsewhere.port}/logo">
<label>Username <input></label><label>Password <input type="password"></label><button>Log in</button>
<p role="alert"></p><script>
const later = (name, value) => setTimeout(() => { document.cookie = name + '=' + value + '; path=/'; }, 700);
document.querySelector('button').onclick = () => { ${then} };
</script>`);

const places = {
  'the cookie that is known': `later('token', '${token}')`,
  'another cookie': `later('console_sid', encodeURIComponent('${token}'))`,
  'another cookie, beside such as are none': `later('a', '${other}1'); later('theme', 'dark'); later('zz', '${token}'); document.cookie = 'token=${other}; path=/'`,
  'what the page stores': `localStorage.setItem('authToken', '${token}')`,
  'what the page stores, in a structure': `localStorage.setItem('app', JSON.stringify({ user: { accessToken: '${token}' } }))`,
  'what the page stores for this tab': `sessionStorage.setItem('session', JSON.stringify('${token}'))`,
  "another user's session beside it": `later('token', '${bobs}'); later('sid', '${token}')`,
} as const;
const say = (text: string) => `document.querySelector('[role=alert]').textContent = '${text}'`;
const bodies = {
  'a reply with the token': JSON.stringify({ session: { token } }),
  'a reply with a field that is named otherwise': JSON.stringify({ form: { session_token: token } }),
  'a reply like the login document': JSON.stringify({ config: {}, token, user: { username: 'jane' } }),
} as const;

async function logIn(then: string): Promise<string> {
  done = then;
  const context = await browser().newContext({ baseURL: origin() });
  try {
    await context.addCookies([{ name: 'token', value: foreign, url: `http://localhost:${elsewhere.port}` }]);
    return await logInAt(context);
  } finally {
    await context.close();
  }
}

const account = { username: 'jane', password: 'canary-password-3' };

async function logInAt(context: BrowserContext): Promise<string> {
  const tab = await openGuarded(context, consolePlaces(origin(), [account.password]));
  try {
    const map = loadConsoleMap();
    await openLoginPage(tab.page, map, { home: origin(), within: 5_000 });
    return await logInByForm(tab, map, account, { server, within: 3_000 });
  } finally {
    await tab.end();
  }
}

app.get('/', (c) => c.html(loginPage(done)));

describe('the token of a login', { timeout: 20_000 }, () => {
  beforeEach(() => {
    said = ['{}'];
  });

  it.each(Object.entries(places))('is found in %s', async (_place, then) => {
    expect(await logIn(then)).toBe(token);
    expect(redact(`it is ${token}`)).toBe('it is [redacted]');
    expect(asked.join()).not.toContain('dark');
  });

  it.each(Object.entries(bodies))('is found in %s', async (_form, body) => {
    said = [body];
    expect(await logIn('')).toBe(token);
  });

  it('may be good only a while after it is there', async () => {
    expect(await logIn(`document.cookie = 'token=${late}; path=/'`)).toBe(late);
  });

  it('is no more than what else looks like one, of which few are tried, and only at the server', async () => {
    const many = Array.from(
      { length: 30 },
      (_, index) => `document.cookie = 'c${index}=${other}${index}; path=/'`,
    );
    await expect(logIn(many.join(';'))).rejects.toThrow(Unanswered);
    expect(new Set(asked).size).toBeGreaterThan(5);
    expect(new Set(asked).size).toBeLessThanOrEqual(10);
    expect(elsewhere.arrived.length).toBeGreaterThan(0);
    const sent = elsewhere.arrived.map(({ path, headers }) => JSON.stringify([path, headers])).join();
    expect(sent).not.toContain(other);
    expect(asked).not.toContain(foreign);
  });

  it("that is another user's is told", async () => {
    await expect(logIn(`later('token', '${bobs}')`)).rejects.toThrow(/the session is bob's, not jane's/);
  });

  it('that does not come is told with what the page says', async () => {
    await expect(logIn(say('wrong password'))).rejects.toThrow(/no session came.*"wrong password"/);
    await expect(logIn(say('Passwort vergessen?'))).rejects.toThrow(
      /no session came.*"Passwort vergessen\?"/,
    );
  });

  it.each(['Signing in…', 'Welcome back, Jane'])('is waited for while an alert says "%s"', async (text) => {
    expect(await logIn(`${say(text)}; later('token', '${token}')`)).toBe(token);
  });

  it('counts where it came while the page refused', async () => {
    said = ['{}', JSON.stringify({ token })];
    expect(await logIn(say('Login failed'))).toBe(token);
    said = ['{}'];
    expect(await logIn(`document.cookie = 'token=${onSecond}; path=/'; ${say('Login failed')}`)).toBe(
      onSecond,
    );
  });
});
