import { createSocket, type Socket } from 'node:dgram';
import { afterEach, describe, expect, it } from 'vitest';
import { nameServer } from './resolve.ts';
import { type Records, startNameServer } from './testing/name-server.ts';

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

async function serving(...zone: Parameters<typeof startNameServer>): Promise<{ host: string; port: number }> {
  const server = await startNameServer(...zone);
  open.push(server);
  return server;
}

async function silent(): Promise<{ host: string; port: number }> {
  const socket: Socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  open.push(socket);
  return { host: '127.0.0.1', port: socket.address().port };
}

describe('a name', () => {
  it('has addresses of both families', async () => {
    const server = nameServer(
      await serving({ 'bt.test': { A: ['192.0.2.2', '192.0.2.1'], AAAA: ['2001:db8::1'] } }),
      2_000,
    );
    expect(await server.resolve('bt.test')).toEqual({
      name: 'bt.test',
      chain: ['bt.test'],
      loops: false,
      A: ['192.0.2.1', '192.0.2.2'],
      AAAA: ['2001:db8::1'],
      exists: true,
    });
  });

  it('is followed through its aliases, whatever their case', async () => {
    const zone = {
      'bt.test': { CNAME: ['LB.test'] },
      'lb.test': { CNAME: ['m.test'] },
      'm.test': { A: ['192.0.2.9'] },
    };
    const server = nameServer(await serving(zone), 2_000);
    expect(await server.resolve('bt.test')).toMatchObject({
      chain: ['bt.test', 'lb.test', 'm.test'],
      A: ['192.0.2.9'],
      AAAA: [],
    });
  });

  it('is there where a load balancer denies it for one family only', async () => {
    const zone = await serving({ 'bt.test': { A: ['192.0.2.1'] } }, 3, 'AAAA');
    const found = await nameServer(zone, 2_000).resolve('bt.test');
    expect(found).toMatchObject({ A: ['192.0.2.1'], AAAA: [], exists: true });
  });

  it('that does not exist differs from one without addresses, and an alias of it is seen', async () => {
    const server = nameServer(
      await serving({ 'empty.test': {}, 'alias.test': { CNAME: ['gone.test'] } }),
      2_000,
    );
    expect(await server.resolve('gone.test')).toMatchObject({ exists: false });
    expect(await server.resolve('empty.test')).toMatchObject({ exists: true, A: [], AAAA: [] });
    expect(await server.resolve('alias.test')).toMatchObject({
      exists: false,
      chain: ['alias.test', 'gone.test'],
    });
  });

  it('that leads in a circle, or through too many names, ends', async () => {
    const zone: Records = { 'a.test': { CNAME: ['b.test'] }, 'b.test': { CNAME: ['a.test'] } };
    for (let each = 0; each < 40; each++) zone[`n${each}.test`] = { CNAME: [`n${each + 1}.test`] };
    const server = nameServer(await serving(zone), 2_000);
    expect(await server.resolve('a.test')).toMatchObject({
      loops: true,
      chain: ['a.test', 'b.test', 'a.test'],
    });
    const long = await server.resolve('n0.test');
    expect(long.loops).toBe(true);
    expect(long.chain.length).toBeLessThan(20);
  });
});

describe('what a name server does not answer', () => {
  it.each([
    [2, /SERVFAIL/],
    [5, /REFUSED/],
    [4, /NOTIMP/],
  ])('rcode %i is told', async (rcode, message) => {
    const { unanswered } = await nameServer(await serving({}, rcode), 600).resolve('bt.test');
    expect(unanswered).toMatch(message);
  });

  it('silence is told within its bound', async () => {
    expect((await nameServer(await silent(), 300).resolve('bt.test')).unanswered).toMatch(/silent/);
  });

  it('a port where nothing listens is told', async () => {
    const place = await silent();
    for (const each of open.splice(0)) each.close();
    expect((await nameServer(place, 300).resolve('bt.test')).unanswered).toMatch(/nothing answers|silent/);
  });
});
