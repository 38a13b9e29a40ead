import { expect, it } from 'vitest';
import { ServerRefused } from '../coronerd/refused.ts';
import { parseConf } from '../host/parse/conf.ts';
import { answered } from '../host/parse/samples/sample.ts';
import { Unanswered } from '../unanswered.ts';
import { namedPlaces } from './named-places.ts';

const question = { asked: 'something', where: 'somewhere' };
const server = {
  schema: async () => ({ listener: {}, report: {} }),
  rowResults: async () =>
    new Map<string, unknown>([
      ['listener', [{ type: 'reader', dns_name: 'bt.test' }]],
      ['report', new ServerRefused({ ...question, said: 'not for you', status: 200 })],
    ]),
  services: async () => {
    throw new Unanswered('no services', question);
  },
} as unknown as Parameters<typeof namedPlaces>[0];

it('looks at every part by itself, and tells what it could not look at', async () => {
  const conf = answered('', { status: 1, stderr: 'cat: /etc/coronerd/coronerd.conf: Permission denied\n' });
  const facts: Record<string, () => unknown> = {
    namedHosts: () => ({ hosts: [], unread: [{ file: '/etc/x', why: 'Permission denied' }] }),
    conf: () => parseConf(conf),
    sideConf: () => [{ path: '/etc/y.json', hosts: [{ key: 'host', host: 'old' }], cut: true }],
  };
  const host = { ask: async (key: string) => facts[key]?.() as never };
  expect(await namedPlaces(server, host)).toEqual({
    places: [
      { place: 'listener reader: dns_name', host: 'bt.test' },
      { place: '/etc/y.json, host', host: 'old' },
    ],
    gaps: [
      expect.stringMatching(/^rows of type report were not looked at: .*not for you/),
      'no services',
      '/etc/x could not be read: Permission denied',
      '/etc/coronerd/coronerd.conf cannot be read: it was not looked at',
    ],
    notes: ['/etc/y.json is too long: names without dots in it may not have been seen'],
  });
});
