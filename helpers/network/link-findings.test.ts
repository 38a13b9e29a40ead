import { expect, it } from 'vitest';
import { linkFindings } from './link-findings.ts';
import type { Opened } from './open-link.ts';

const own = ['new.test:8443', 'new.test', 'acme.new.test'];
const old = { names: ['old.test', '10.0.0.8'], shared: [], own: ['new.test'] };

function judge(links: string[], replies: Record<string, Partial<Opened>> = {}) {
  const opened: string[] = [];
  const open = async (url: URL): Promise<Opened> => {
    opened.push(url.href);
    return { status: 200, url, ...replies[url.pathname] };
  };
  return linkFindings(links, { own, old, open }).then((found) => ({ ...found, opened }));
}

it('opens the links that name the new server, tenants of it included, and no others', async () => {
  const links = [
    'https://new.test:8443/p/shop/triage',
    'https://acme.new.test/p/shop',
    'https://docs.vendor.test/help',
  ];
  const { findings, elsewhere, opened } = await judge(links);
  expect(findings).toEqual([]);
  expect(elsewhere).toEqual(['https://docs.vendor.test/help']);
  expect(opened).toEqual(links.slice(0, 2));
});

it.each([
  ['the old server by name', 'https://old.test/p/shop', /names old\.test: expected new\.test/],
  ['the old server by address', 'https://10.0.0.8/help', /names 10\.0\.0\.8/],
  ['a tenant of the old server', 'https://acme.old.test/', /names acme\.old\.test/],
  ['a page of the console on an unknown host', 'https://spare.test/p/shop/triage', /names spare\.test/],
])('does not accept a link to %s, nor opens it', async (_what, link, said) => {
  const { findings, opened } = await judge(['https://new.test/p/shop', link]);
  expect(findings).toEqual([expect.stringMatching(said)]);
  expect(opened).toEqual(['https://new.test/p/shop']);
});

it.each([
  ['is dead', { status: 404 }, /is dead: HTTP status 404/],
  ['cannot be reached', { status: undefined, failed: 'ECONNREFUSED' }, /does not open: ECONNREFUSED/],
  [
    'leads to the old server',
    { status: 302, url: new URL('https://old.test/login') },
    /leads to https:\/\/old\.test\/login/,
  ],
])('does not accept a link that %s', async (_what, reply, said) => {
  const { findings } = await judge(['https://new.test/p/shop'], { '/p/shop': reply });
  expect(findings).toEqual([expect.stringMatching(said)]);
});

it('accepts a redirect to an identity provider', async () => {
  const reply = { status: 302, url: new URL('https://idp.test/saml/login') };
  expect((await judge(['https://new.test/p/shop'], { '/p/shop': reply })).findings).toEqual([]);
});

it('does not pass a message without a link to the new server', async () => {
  expect((await judge([])).findings).toEqual([expect.stringContaining('no link names the new server')]);
  expect((await judge(['https://docs.vendor.test/'])).findings).toHaveLength(1);
});

it.each([
  'http://localhost/admin',
  'https://127.0.0.1:8443/p/shop',
  'http://[::1]/',
  'http://0.0.0.0/',
  'http://169.254.169.254/latest/meta-data',
])("says that %s is the reader's own machine, and does not open it", async (link) => {
  const { findings, elsewhere, opened } = await judge(['https://new.test/p/shop', link]);
  expect(findings).toEqual([expect.stringMatching(/^the link http\S+ names \S+: expected new\.test/)]);
  expect(elsewhere).toEqual([]);
  expect(opened).toEqual(['https://new.test/p/shop']);
});

it.each(['https://other.new.test/p/shop', 'https://new.test:9999/p/shop'])(
  'takes %s for another host, for no list has it',
  async (link) => {
    const { findings, opened } = await judge(['https://new.test/p/shop', link]);
    expect(findings).toEqual([expect.stringContaining(`names ${new URL(link).host}`)]);
    expect(opened).toEqual(['https://new.test/p/shop']);
  },
);

it('cannot say whether a link works that was not to be opened', async () => {
  const reply = { status: undefined, refused: 'it leaves https for plain http' };
  const { findings, unanswered } = await judge(['http://new.test/p/shop'], { '/p/shop': reply });
  expect(findings).toEqual([]);
  expect(unanswered).toEqual([
    'the link http://new.test/p/shop was not opened: it leaves https for plain http',
  ]);
});

it('does not accept a redirect that may not be followed', async () => {
  const reply = { status: 302, url: new URL('http://new.test/p'), refused: 'it leaves https for plain http' };
  const { findings } = await judge(['https://new.test/p/shop'], { '/p/shop': reply });
  expect(findings).toEqual([expect.stringMatching(/leads to http:\/\/new\.test\/p: it leaves https/)]);
});

it('opens a link without the user in it, and says so without naming that', async () => {
  const { findings, notes, opened } = await judge(['https://ada:hunter2@new.test/p/shop']);
  expect(findings).toEqual([]);
  expect(opened).toEqual(['https://new.test/p/shop']);
  expect(notes).toEqual(['a user name or password in the link https://new.test/p/shop was left out']);
});
