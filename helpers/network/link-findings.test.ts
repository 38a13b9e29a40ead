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
