import { describe, expect, it } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { loadConsoleMap } from './map-file.ts';
import { type SsoEnd, signInBySso } from './single-sign-on.ts';
import { document, stage } from './testing/browser.ts';
import { openGuarded } from './typing/guarded-page.ts';
import { SsoPlaces } from './typing/sso-places.ts';

const { app, origin, browser } = stage();
/** The same server under another name: another origin, as that of an identity provider. */
const provider = () => origin().replace('127.0.0.1', 'localhost');
const elsewhere = () => origin().replace('127.0.0.1', 'old.localhost');

const button = (to: string) =>
  `<button onclick="location.href = '${provider()}${to}'">Login via SSO</button>`;
const form = (to: string, content: string) => document(`<form action="${to}">${content}</form>`);
const both =
  '<label>Username <input name="u"></label><label>Password <input name="p" type="password"></label>';
const respond = (to: string) =>
  document(`<form method="post" action="${to}"><input type="hidden" name="SAMLResponse" value="PHNhbWw+"></form>
<script>document.forms[0].submit()</script>`);

app.get('/login/*', (c) => c.html(document(button(c.req.path.slice('/login'.length)))));
app.get('/late/*', (c) =>
  c.html(
    document(`<label>Password <input type="password"></label><div id="sso"></div>
<script>setTimeout(() => { sso.innerHTML = ${JSON.stringify(button(c.req.path.slice('/late'.length)))}; }, 700)</script>`),
  ),
);
app.get('/idp/one', (c) => c.html(form('/idp/respond', `${both}<button>Sign in</button>`)));
app.get('/idp/name', (c) =>
  c.html(form('/idp/password', '<label>Email address <input name="u"></label><button>Next</button>')),
);
app.get('/idp/password', (c) =>
  c.html(
    form(
      '/idp/stay',
      '<label>Enter your password <input name="p" type="password"></label><button>Verify</button>',
    ),
  ),
);
app.get('/idp/stay', (c) =>
  c.html(form('/idp/respond', '<p>Stay signed in?</p><button type="button">No</button><button>Yes</button>')),
);
app.get('/idp/code-after', (c) => c.html(form('/idp/code', `${both}<button>Sign in</button>`)));
app.get('/idp/code', (c) =>
  c.html(
    form(
      '/idp/respond',
      '<p>Enter the code that we sent to you</p><input name="code"><button>Submit</button>',
    ),
  ),
);
app.get('/idp/wrong', (c) => c.html(form('/idp/refused', `${both}<button>Sign in</button>`)));
app.get('/idp/refused', (c) =>
  c.html(form('/idp/refused', `<p role="alert">Wrong password.</p>${both}<button>Sign in</button>`)),
);
app.get('/idp/slow', (c) => c.html(form('/idp/working', `${both}<button>Sign in</button>`)));
app.get('/idp/working', (c) =>
  c.html(
    document(`<p role="alert">Signing in…</p>
<script>setTimeout(() => { location.href = '/idp/respond'; }, 500)</script>`),
  ),
);
app.get('/idp/tiles', (c) => c.html(document('<p>Pick an account</p><div>jane</div>')));
app.get('/idp/other', (c) => c.html(form('/idp/respond-elsewhere', `${both}<button>Sign in</button>`)));
app.get('/idp/form-elsewhere', (c) =>
  c.html(form(`${elsewhere()}/idp/respond`, `${both}<button>Sign in</button>`)),
);
app.get('/idp/respond', (c) => c.html(respond(`${origin()}/callback`)));
app.get('/idp/says/:how', (c) =>
  c.html(form(`/idp/respond-to/${c.req.param('how')}`, `${both}<button>Sign in</button>`)),
);
app.get('/idp/respond-to/:how', (c) => c.html(respond(`${origin()}/ends/${c.req.param('how')}`)));
app.get('/idp/respond-elsewhere', (c) => c.html(respond(`${elsewhere()}/callback`)));
/** Hosts that a SAML response arrived at. */
let arrived: string[] = [];
app.post('/callback', (c) => {
  arrived.push(c.req.header('host') ?? '');
  if (!c.req.header('host')?.startsWith('127.')) return c.html(document('<h1>Old console</h1>'));
  c.header('set-cookie', 'token=canary-session-1; Path=/');
  return c.html(document('<h1>Console</h1>'));
});

const later = `setTimeout(() => { document.cookie = 'token=canary-session-1; path=/'; }, 700)`;
const ends: Record<string, string> = {
  greeting: `<p role="alert">Signing in…</p><script>${later}</script>`,
  refusing: '<p role="alert">Failed to login - Internal Error</p>',
  // It refuses as soon as it was asked for a session, and has one from then on.
  late: `<p role="alert" id="said"></p><script>
const ask = window.fetch;
window.fetch = (path) => ask(path).finally(() => { said.textContent = 'Failed to login'; });
</script>`,
  foreign: '<p role="alert">Anmeldung gescheitert</p>',
};
app.post('/ends/:how', (c) => c.html(document(ends[c.req.param('how')] ?? '')));
let sessionAsked = 0;
app.get('/api/session', (c) => {
  const isLate = c.req.header('referer')?.endsWith('/late') && ++sessionAsked > 1;
  return c.json(isLate ? { token: 'canary-session-1' } : {});
});

const account = { username: 'jane', password: 'canary-password-7' };

async function signInAt(
  path: string,
  { within = 1_500, hosts }: { within?: number; hosts?: string[] } = {},
): Promise<SsoEnd | undefined> {
  const context = await browser().newContext();
  const places = new SsoPlaces(origin(), [account.password], { hosts });
  const tab = { ...(await openGuarded(context, places)), places };
  try {
    const { page } = tab;
    await page.goto(origin() + path);
    const isGood = async (token: string) => token === 'canary-session-1';
    return await signInBySso(tab, loadConsoleMap(), account, { home: origin(), within, isGood });
  } finally {
    await context.close();
    await tab.end();
  }
}

const refusal = async (path: string, more: { hosts?: string[] } = {}) => {
  const error = await signInAt(path, more).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Unanswered);
  return error instanceof Unanswered ? error : undefined;
};

describe('a login through the identity provider', { timeout: 20_000 }, () => {
  it.each(['/login/idp/one', '/login/idp/name', '/login/idp/slow', '/late/idp/one'])(
    '%s ends in the console',
    async (path) => {
      expect(await signInAt(path)).toEqual({
        way: [origin(), provider(), origin()],
        said: '',
        token: 'canary-session-1',
      });
    },
  );

  it('that ends elsewhere is told with the way, and its SAML response is not sent', async () => {
    arrived = [];
    const end = await signInAt('/login/idp/other');
    expect(end).toMatchObject({ way: [origin(), provider(), elsewhere()] });
    expect(end?.said).toContain(`POST ${elsewhere()}/callback was not sent`);
    expect(end?.said).toMatch(/list all of its hosts in SSO_HOSTS/);
    expect(end?.token).toBeUndefined();
    expect(arrived).toEqual([]);
  });

  it('sends its SAML response to a host of SSO_HOSTS, too', async () => {
    arrived = [];
    await signInAt('/login/idp/other', { hosts: [new URL(provider()).host, new URL(elsewhere()).host] });
    expect(arrived).toEqual([new URL(elsewhere()).host]);
  });

  it('types nothing on a page elsewhere than SSO_HOSTS says', async () => {
    const error = await refusal('/login/idp/one', { hosts: ['login.example.com'] });
    expect(error?.message).toContain(
      `page is at ${provider()}, which is not among SSO_HOSTS (login.example.com): nothing was typed`,
    );
    expect(await signInAt('/login/idp/one', { hosts: [new URL(provider()).host] })).toMatchObject({
      token: 'canary-session-1',
    });
  });

  it('types nothing into a form that is sent elsewhere', async () => {
    const error = await refusal('/login/idp/form-elsewhere');
    expect(error?.message).toContain(
      `form of the identity provider's page at ${provider()} is sent to ${elsewhere()}`,
    );
    expect(error?.message).toContain('was not filled in or sent');
  });

  it.each([
    ['/login/idp/code-after', /localhost.*Enter the code that we sent to you/],
    ['/login/idp/wrong', /localhost.*Wrong password/],
    ['/login/idp/tiles', /localhost.*Pick an account/],
  ])('%s could not be found out, and the page is told', async (path, expected) => {
    const error = await refusal(path);
    expect(error?.message).toMatch(expected);
    expect(error?.message).toMatch(/SSO_USERNAME.*CONSOLE_MAP/);
    expect(error?.message).not.toContain('canary-password-7');
  });

  it('goes on while an alert of the console says something else than a refusal', async () => {
    expect(await signInAt('/login/idp/says/greeting')).toMatchObject({ token: 'canary-session-1' });
  });

  it('that the console refuses is told with its alert, whatever that says', async () => {
    expect((await signInAt('/login/idp/says/refusing'))?.said).toBe('Failed to login - Internal Error');
    expect((await signInAt('/login/idp/says/foreign'))?.said).toMatch(
      /after 1\.5 s.*"Anmeldung gescheitert"/,
    );
  });

  it('counts where the session came while the console refused', async () => {
    expect(await signInAt('/login/idp/says/late')).toMatchObject({ said: '', token: 'canary-session-1' });
  });

  it('is not offered where there is no button, also after a while', async () => {
    expect(await signInAt('/idp/tiles')).toBeUndefined();
  });
});
