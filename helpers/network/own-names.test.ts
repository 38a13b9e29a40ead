import { expect, test } from 'vitest';
import { ServerRefused } from '../coronerd/refused.ts';
import { isOn, ownNames } from './own-names.ts';

const document = {
  token: '',
  hostname: 'new01.example.com',
  universes: { acme: {}, umbrella: {} },
  tenant_separator: '.',
};
const listener = [
  { type: 'http/console', dns_name: 'acme.bt.example.com' },
  { type: 'http/writer', dns_name: 'old.example.com' },
];
/** A server, by what it answers to the only questions that are asked here. */
const server = {
  url: new URL('https://spare.example.com:8443'),
  login: async () => document,
  rows: async () => ({ listener }),
} as unknown as Parameters<typeof ownNames>[0];
const settings = { url: server.url, address: '192.0.2.1' } as Parameters<typeof ownNames>[1];
const old = { names: ['old.example.com'], own: ['spare.example.com'] };

test('a server is meant by every name that it has, apart from those of the old server', async () => {
  expect(await ownNames(server, settings, old)).toEqual([
    'spare.example.com',
    'new01.example.com',
    'acme.bt.example.com',
    'umbrella.bt.example.com',
  ]);
});

test('a name that was moved to it is one of its own, addresses are none', async () => {
  const moved = {
    names: ['old01.example.com'],
    own: ['spare.example.com', 'public.example.com', '192.0.2.1', 'new01'],
  };
  const names = await ownNames(server, settings, moved);
  expect(names).toContain('public.example.com');
  expect(names).not.toContain('192.0.2.1');
  expect(names).not.toContain('new01');
});

test('where nothing is known of the old server, a name that leads elsewhere tells nothing', async () => {
  expect(await ownNames(server, settings, undefined)).toEqual(['spare.example.com', 'new01.example.com']);
});

test('where listeners may not be read, the others are left', async () => {
  const refused = new ServerRefused({
    said: 'no rights',
    status: 403,
    asked: 'POST /api/bpg',
    where: 'here',
  });
  const closed = { ...server, rows: () => Promise.reject(refused) };
  expect(await ownNames(closed, settings, old)).toEqual(['spare.example.com', 'new01.example.com']);
});

test.each([
  ['https://bt.example.com/p/x', true],
  ['https://acme.bt.example.com:8443/', true],
  ['https://notbt.example.com/', false],
])('%s leads to the server: %s', (link, is) => {
  expect(isOn(['bt.example.com'], new URL(link))).toBe(is);
});
