import { beforeEach, expect, test } from 'vitest';
import type { Reply } from '../testing/server.ts';
import { admin, server } from './testing/small-console.ts';
import { headingOf, logIn, visitor } from './testing/visitor.ts';

beforeEach(() => {
  server.state.host.clockOffset = 0;
  server.coronerd.mails.length = 0;
  server.state.configuration.signup_pending = [];
});

/** What the form of the page sends: the invitation, and the wish to mail it. */
async function invite(username: string, method = 'password'): Promise<string> {
  const object = {
    universe: 1,
    username,
    email: `${username}@partner.example`,
    role: 'guest',
    method,
    token: '0',
  };
  const created: Reply = await (
    await admin.post('/api/bpg', {
      actions: [{ action: 'create', type: 'configuration/signup_pending', object }],
    })
  ).json();
  expect(created.results[0].text).toBe('success');
  await admin.post('/api/signup?universe=acme', { action: 'resend', form: { username } });
  return linkOf(server.coronerd.mails.at(-1)?.text);
}

function linkOf(text = ''): string {
  return /https?:\/\/\S+/.exec(text)?.[0] ?? '';
}

/** Opens a link as somebody without a session, at the server's real address. */
async function open(link: string): Promise<{ status: number; page: string }> {
  const { pathname, search } = new URL(link);
  const response = await visitor(server).get(pathname + search);
  return { status: response.status, page: await response.text() };
}

async function accept(link: string, password = 'a long enough one'): Promise<Reply> {
  const token = new URL(link).searchParams.get('token');
  return (await visitor(server).post('/api/signup', { action: 'accept', form: { token, password } })).json();
}

const account = (username: string) =>
  server.state.configuration.users?.find((row) => row.username === username);
const pending = () => server.state.configuration.signup_pending ?? [];

test('an invitation is mailed, its link opens, and the invited person finishes and logs in', async () => {
  const link = await invite('ada.new');
  const [mail] = server.coronerd.mails;
  expect(mail?.to).toBe('ada.new@partner.example');
  expect(mail?.subject).toContain('acme');
  expect(mail?.html).toContain(`href="${link}"`);
  expect(link).toMatch(/^http:\/\/old\.backtrace\.test:\d+\/signup\?token=[0-9a-f]{64}$/);
  expect(new URL(link).port).toBe(new URL(server.url).port);
  const { status, page } = await open(link);
  expect([status, headingOf(page)]).toEqual([200, 'Create Account']);
  expect(page).toContain('ada.new');
  expect(await accept(link)).toEqual({ status: 'ok', username: 'ada.new' });
  expect(account('ada.new')).toMatchObject({
    universe: 1,
    role: 'guest',
    method: 'password',
    superuser: 0,
    active: 1,
    password: null,
  });
  expect(pending()).toEqual([]);
  const me = await logIn(server, 'ada.new', 'a long enough one');
  expect((await me.get('/')).status).toBe(200);
});

test('an invitation is good once', async () => {
  const link = await invite('once');
  await accept(link);
  expect((await accept(link, 'another one')).error.message).toMatch(/not valid/);
  expect((await open(link)).status).toBe(404);
  expect(server.state.passwords.once).toBe('a long enough one');
});

test('it expires after a week, and is good again when it is sent again', async () => {
  const link = await invite('late');
  server.state.host.clockOffset = 7 * 86_400 - 60;
  expect((await open(link)).status).toBe(200);
  server.state.host.clockOffset = 7 * 86_400 + 60;
  expect((await open(link)).status).toBe(404);
  expect((await accept(link)).error.message).toMatch(/not valid/);
  expect(account('late')).toBeUndefined();
  await admin.post('/api/signup?universe=acme', { action: 'resend', form: { username: 'late' } });
  expect((await open(link)).status).toBe(200);
});

test('a withdrawn invitation is dead, and nothing is guessed', async () => {
  const link = await invite('withdrawn');
  const actions = [
    {
      action: 'delete',
      type: 'configuration/signup_pending',
      key: { universe: 1, email: 'withdrawn@partner.example' },
    },
  ];
  await admin.post('/api/bpg', { actions });
  expect((await open(link)).status).toBe(404);
  expect((await open(`${server.url}/signup`)).status).toBe(404);
  expect((await open(`${server.url}/signup?token=`)).status).toBe(404);
});

test('no account is made without a password, or with the name of another', async () => {
  const link = await invite('nameless');
  expect((await accept(link, '')).error.message).toMatch(/password/);
  const taken = await invite('admin');
  expect((await accept(taken)).error.message).toMatch(/unique constraint/);
  expect(server.state.passwords.admin).not.toBe('a long enough one');
  expect(pending()).toHaveLength(2);
});

test('whoever logs in elsewhere is asked for no password and has none', async () => {
  const link = await invite('sam', 'saml');
  expect((await open(link)).page).not.toContain('type="password"');
  expect((await accept(link, '')).status).toBe('ok');
  expect(account('sam')).toMatchObject({ method: 'saml' });
  expect(server.state.passwords.sam).toBeUndefined();
});

test('it goes wrong as the behaviour says', async () => {
  server.state.behaviour.console = { invitation: { linkHost: 'elsewhere.backtrace.test' } };
  const link = await invite('lost');
  expect(new URL(link).hostname).toBe('elsewhere.backtrace.test');
  server.state.behaviour.console = { invitation: { dead: true } };
  expect((await open(link)).status).toBe(404);
  expect((await accept(link)).error.message).toMatch(/not valid/);
});

test('pending invitations are listed with their age, to be sent again, copied or deleted', async () => {
  const link = await invite('waiting');
  const page = await admin.page('/settings/users/pending');
  for (const text of ['waiting@partner.example', 'just now', 'Resend', 'Delete', 'Copy Invite Link', link]) {
    expect(page).toContain(text);
  }
  expect(await admin.page('/settings/users')).toContain('1 pending');
});
