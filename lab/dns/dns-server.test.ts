import { Resolver } from 'node:dns/promises';
import { afterEach, expect, test } from 'vitest';
import type { DnsZone } from '../state/types.ts';
import { type RunningDns, startDns } from './dns-server.ts';

let dns: RunningDns | undefined;
afterEach(async () => {
  await dns?.close();
  dns = undefined;
});

async function asking(...zones: DnsZone[]): Promise<Resolver> {
  dns = await startDns(() => zones);
  const resolver = new Resolver({ timeout: 100, tries: 1 });
  resolver.setServers([dns.address]);
  return resolver;
}

const zone: DnsZone = {
  records: [
    { name: 'a.test', type: 'A', value: '10.0.0.1' },
    { name: 'alias.test', type: 'CNAME', value: 'a.test' },
    { name: 'round.test', type: 'CNAME', value: 'round.test' },
  ],
};

test('answers from every zone, as it is at that moment, and follows aliases', async () => {
  const other: DnsZone = { records: [{ name: 'b.test', type: 'AAAA', value: 'fd00::1' }] };
  const resolver = await asking(zone, other);
  expect(await resolver.resolve4('A.test')).toEqual(['10.0.0.1']);
  expect(await resolver.resolve4('alias.test')).toEqual(['10.0.0.1']);
  expect(await resolver.resolveCname('alias.test')).toEqual(['a.test']);
  expect(await resolver.resolve6('b.test')).toEqual(['fd00::1']);
  other.records = [];
  await expect(resolver.resolve6('b.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
});

test('tells a name without such a record from one that does not exist, and gives up on circles', async () => {
  const resolver = await asking(zone);
  await expect(resolver.resolve6('a.test')).rejects.toMatchObject({ code: 'ENODATA' });
  await expect(resolver.resolve4('nowhere.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  await expect(resolver.resolve4('round.test')).rejects.toMatchObject({ code: 'ESERVFAIL' });
});

test('fails or is silent when it is in trouble', async () => {
  await expect((await asking({ ...zone, trouble: 'servfail' })).resolve4('a.test')).rejects.toMatchObject({
    code: 'ESERVFAIL',
  });
  await dns?.close();
  await expect((await asking({ ...zone, trouble: 'silent' })).resolve4('a.test')).rejects.toMatchObject({
    code: 'ETIMEOUT',
  });
});
