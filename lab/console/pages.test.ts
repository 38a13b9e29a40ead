import { beforeEach, expect, test } from 'vitest';
import type { Reply } from '../testing/server.ts';
import { admin, server } from './testing/small-console.ts';
import { headingOf, logIn, visitor } from './testing/visitor.ts';

beforeEach(() => {
  server.state.console = { generation: 'G3' };
});

test('whoever has no session logs in first and comes back to the page that was wanted', async () => {
  const nobody = visitor(server);
  for (const path of ['/', '/settings/users', '/p/desktop/triage?time=all&universe=umbrella-labs']) {
    const response = await nobody.get(path);
    expect([response.status, response.headers.get('location')]).toEqual([
      302,
      `/login?${new URLSearchParams({ next: path })}`,
    ]);
  }
  expect(headingOf(await nobody.page('/login'))).toBe('Log in');
});

test('a login keeps the session in a cookie that scripts cannot read, a logout ends it', async () => {
  const body = new URLSearchParams({ username: 'admin', password: server.state.passwords.admin ?? '' });
  const response = await fetch(`${server.url}/api/login`, { method: 'POST', body });
  expect(response.headers.get('set-cookie')).toMatch(/^token=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax$/);
  const me = visitor(server, response.headers.get('set-cookie')?.split(';')[0]);
  const { session }: Reply = await (await me.get('/api/session')).json();
  expect(session).toMatchObject({ username: 'admin', universe: 'acme', token: me.cookie.slice(6) });
  expect((await me.get('/')).status).toBe(200);
  expect((await me.get('/api/logout')).headers.get('set-cookie')).toMatch(/^token=; Max-Age=0/);
  expect((await me.get('/')).status).toBe(302);
});

test('a wrong password opens nothing', async () => {
  const stranger = await logIn(server, 'admin', 'wrong');
  expect(stranger.cookie).toBe('');
  expect((await stranger.get('/')).status).toBe(302);
});

test('pages take nothing from elsewhere and run no script of their own text', async () => {
  const response = await admin.get('/p/desktop/triage');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
  const page = await response.text();
  const loaded = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, path = '']) => path);
  expect(loaded.filter((path) => !path.startsWith('/'))).toEqual([]);
  expect(page).not.toMatch(/<script(?![^>]* src=)|<style|style="/);
  for (const path of loaded.filter((each) => each.startsWith('/assets/'))) {
    expect((await admin.get(path)).status, path).toBe(200);
  }
});

test('assets are what is in their folder and nothing else', async () => {
  for (const path of ['none.js', '..%2fpages.ts', 'pages.ts', '%2e%2e/mount.ts']) {
    expect((await admin.get(`/assets/${path}`)).status, path).toBe(404);
  }
});

test('the first page lists the projects of the universe, whatever their names', async () => {
  const page = await admin.page('/');
  expect(page).toContain('href="/p/Web%20Shop/triage"');
  expect(page).toContain('href="/p/%C3%BCberwachung/triage"');
  expect(page).not.toContain('umbrella-labs/triage');
  expect(await admin.page('/?universe=umbrella-labs')).toContain('/p/desktop/triage?universe=umbrella-labs');
});

test('what is not there is not found', async () => {
  for (const path of ['/p/nowhere/triage', '/p/desktop/nothing', '/settings/nothing', '/nothing']) {
    expect((await admin.get(path)).status, path).toBe(404);
  }
  expect((await admin.get('/api/nothing')).status).toBe(404);
});

test('names are text, not markup', async () => {
  const project = server.state.configuration.project?.find((row) => row.name === 'Web Shop') ?? {};
  project.name = '<img src=x onerror=alert(1)>';
  for (const path of ['/', `/p/${encodeURIComponent(String(project.name))}/triage`]) {
    const page = await admin.page(path);
    expect(page).toContain('&lt;img src=x');
    expect(page).not.toContain('<img');
  }
  project.name = 'Web Shop';
});

test('a member sees the own universe and no administration', async () => {
  const member = server.state.configuration.users?.find((row) => {
    return row.method === 'password' && row.role === 'member' && row.active === 1 && row.universe === 2;
  });
  const me = await logIn(server, String(member?.username));
  expect((await me.get('/p/desktop/triage')).status).toBe(200);
  expect((await me.get('/p/Web%20Shop/triage?universe=acme')).status).toBe(404);
  const page = await me.page('/settings/users');
  expect(page).not.toMatch(/Send an invitation|SMTP|Single sign-on/);
  for (const path of ['smtp', 'listeners', 'sso', 'users/invite', 'users/pending']) {
    expect((await me.get(`/settings/${path}`)).status, path).toBe(404);
  }
});

test('About tells the version of the running coronerd, or of another where it is stale', async () => {
  const about = async () => /<dialog id="about"[\s\S]*?<\/dialog>/.exec(await admin.page('/'))?.[0];
  expect(await about()).toContain(`<dt>coronerd</dt><dd>${server.state.version}</dd>`);
  server.state.behaviour.console = { about: '1.0.1' };
  expect(await about()).toContain('<dt>coronerd</dt><dd>1.0.1</dd>');
});

test('About is in the help menu of the newer layout and in the personal one of the older', async () => {
  const menu = async (id: string) =>
    new RegExp(`<div role="menu" id="${id}"[\\s\\S]*?</div>`).exec(await admin.page('/'))?.[0];
  expect([await menu('help'), await menu('menu')]).toEqual([
    expect.stringContaining('About'),
    expect.not.stringContaining('About'),
  ]);
  server.state.console = { generation: 'G2' };
  expect([await menu('help'), await menu('menu')]).toEqual([undefined, expect.stringContaining('About')]);
});

test('a link of the older form to a group leads to its details', async () => {
  const [error] = server.state.errors[2] ?? [];
  const at = (fingerprint: string) => `/dashboard/acme/project/desktop/group/${fingerprint}`;
  const response = await admin.get(at(String(error?.fingerprint)));
  expect(response.headers.get('location')).toBe(
    `/p/desktop/triage?time=all&fingerprint=${error?.fingerprint}&similarity=false`,
  );
  expect((await admin.get(at('f'.repeat(64)))).status).toBe(404);
});

test('the debugger without an object leads to the newest error', async () => {
  const newest = server.state.errors[2]?.at(-1);
  expect((await admin.get('/p/desktop/debug')).headers.get('location')).toBe(
    `/p/desktop/debugger/${newest?.id.toString(16)}`,
  );
  expect((await admin.get('/p/migration-probe/debug')).headers.get('location')).toBe(
    '/p/migration-probe/explore',
  );
});

test('a way to single sign-on is offered where it is set up', async () => {
  const offered = async () => (await visitor(server).page('/login')).includes('Login via SSO');
  const rows = server.state.configuration.saml ?? [];
  expect([rows.length > 0, await offered()]).toEqual([true, true]);
  server.state.behaviour.console = { sso: ['button-missing'] };
  expect(await offered()).toBe(false);
  server.state.behaviour = {};
  server.state.configuration.saml = rows.map((row) => ({ ...row, enabled: 0 }));
  expect(await offered()).toBe(false);
  server.state.configuration.saml = rows;
});
