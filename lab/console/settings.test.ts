import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { admin, server } from './testing/small-console.ts';
import { headingOf, menuOf } from './testing/visitor.ts';

beforeEach(() => {
  server.state.console = { generation: 'G3' };
});

/** Digest of what the server holds; a list that was looked into may stand there, empty. */
function held(): string {
  const { configuration, errors, ...rest } = server.state;
  const filled = (lists: Record<string, unknown[]>) =>
    Object.entries(lists).filter(([, list]) => list.length > 0);
  const all = [filled(configuration), filled(errors), rest];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

const starts = ['/settings/me', '/p/Web%20Shop/settings', '/p/migration-probe/settings/overview/'];

test.for(['G3', 'G2'] as const)(
  'every page of the menus of %s opens, and changes nothing',
  async (generation) => {
    server.state.console = { generation };
    const before = held();
    for (const start of [
      ...starts,
      '/settings/users?universe=umbrella-labs',
      '/p/desktop/settings?universe=umbrella-labs',
    ]) {
      const menu = menuOf(await admin.page(start));
      expect(menu.length, start).toBeGreaterThan(8);
      for (const { name, path } of menu) {
        const response = await admin.get(path);
        const page = await response.text();
        expect([response.status, path], name).toEqual([200, path]);
        expect(headingOf(page), name).not.toBe('');
        expect(page, name).not.toMatch(/class="alert">|undefined|\[object|NaN/);
        expect(page, name).toContain(`aria-current="page"`);
      }
    }
    expect(held()).toBe(before);
  },
);

test('the newer layout has groups and a breadcrumb, the older a flat list below Back', async () => {
  const newer = await admin.page('/p/desktop/settings/symbol/servers');
  expect(newer).toContain('<p class="group">Error processing</p>');
  expect(newer).toMatch(/aria-label="Breadcrumb">.*desktop.*Project settings.*Symbol servers/s);
  server.state.console = { generation: 'G2' };
  const older = await admin.page('/p/desktop/settings/symbol/servers');
  expect(older).not.toMatch(/class="group"|Breadcrumb/);
  expect(older).toMatch(/>Back<.*aria-expanded="true">Symbols</s);
});

test('routes that people know of work', async () => {
  const known = [
    'settings/integrations/?wf-beta=true',
    'settings/alerts',
    'settings/submission/tokens',
    'settings/symbol/upload',
  ];
  for (const path of known) expect((await admin.get(`/p/desktop/${path}`)).status, path).toBe(200);
});

test('pages show what the server holds', async () => {
  const { configuration, symbolServers } = server.state;
  const token = configuration.token?.find((row) => row.project === 2);
  expect(await admin.page('/p/desktop/settings/submission/tokens')).toContain(String(token?.id));
  const [attribute] = configuration.attribute?.filter((row) => row.project === 2) ?? [];
  expect(await admin.page('/p/desktop/settings/attributes')).toContain(`<td>${attribute?.name}</td>`);
  const servers = await admin.page('/p/migration-probe/settings/symbol/servers');
  for (const { name } of symbolServers.filter(
    (each) => [null, 'migration-probe'].includes(each.project) && each.universe === 'acme',
  )) {
    expect(servers).toContain(name);
  }
  expect(await admin.page('/settings/listeners')).toContain(`<td>${server.port(1)}</td>`);
  expect(await admin.page('/settings/smtp')).toContain('value="mail.acme.example"');
  expect(await admin.page('/settings/retention')).toContain('Delete all objects after 3650.0 days');
  const saml = configuration.saml?.[0];
  expect(await admin.page('/settings/sso')).toContain(String(saml?.entity_id));
});

test('secrets of third parties are not shown', async () => {
  const { symbolServers, configuration } = server.state;
  const secrets = [
    ...symbolServers.flatMap(({ credentials, proxy }) => [credentials?.password, proxy?.password]),
    configuration.smtp?.[0]?.password,
    configuration.saml?.[0]?.request_private_key,
  ].filter((secret) => typeof secret === 'string' && secret !== '');
  const paths = ['/settings/smtp', '/settings/sso', '/p/desktop/settings/symbol/servers'];
  for (const id of symbolServers.map((each) => each.id))
    paths.push(`/p/desktop/settings/symbol/servers?q=${id}`);
  expect(secrets.length).toBeGreaterThan(2);
  for (const path of paths) {
    const page = await admin.page(path);
    for (const secret of secrets) expect(page).not.toContain(secret);
  }
});

test('one page errors, of one project or of all', async () => {
  const broken = async (path: string) => (await admin.page(path)).includes('Internal error');
  server.state.behaviour.console = {
    applets: [
      { applet: 'project/symbol/servers', pid: 2, trouble: 'error' },
      { applet: 'organization/teams', trouble: 'error' },
    ],
    sso: ['settings-error'],
  };
  expect(await broken('/p/desktop/settings/symbol/servers')).toBe(true);
  expect(await broken('/p/Web%20Shop/settings/symbol/servers')).toBe(false);
  expect(await broken('/p/desktop/settings/alerts')).toBe(false);
  expect([
    await broken('/settings/teams'),
    await broken('/settings/sso'),
    await broken('/settings/users'),
  ]).toEqual([true, true, false]);
});

test.for(['G3', 'G2'] as const)('one page vanished from the menus of %s', async (generation) => {
  server.state.console = { generation };
  const names = async (path: string) => menuOf(await admin.page(path)).map(({ name }) => name);
  const [projects, organization] = [await names('/p/desktop/settings'), await names('/settings/me')];
  server.state.behaviour.console = {
    applets: [
      { applet: 'project/symbol/servers', trouble: 'vanished' },
      { applet: 'organization/teams', trouble: 'vanished' },
    ],
  };
  expect(await names('/p/desktop/settings')).toEqual(projects.filter((name) => name !== 'Symbol servers'));
  expect(await names('/settings/me')).toEqual(organization.filter((name) => name !== 'Teams'));
});

test('the test of single sign-on is asked of another place where it must fail', async () => {
  const path = async () =>
    /id="test-configuration" data-path="([^"]*)"/.exec(await admin.page('/settings/sso'))?.[1];
  expect(await path()).toBe('/api/sso/saml/test?universe=acme');
  server.state.behaviour.console = { sso: ['test-fails'] };
  expect((await admin.post(String(await path()), {})).status).toBe(404);
});
