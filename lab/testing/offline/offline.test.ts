import { createSocket } from 'node:dgram';
import dns from 'node:dns';
import { lookup, Resolver as PromisingResolver, resolve4 } from 'node:dns/promises';
import { once } from 'node:events';
import { get } from 'node:http';
import { get as getSecurely } from 'node:https';
import { connect, createServer } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { promisify } from 'node:util';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { Client } from 'ssh2';
import { Agent, request } from 'undici';
import { describe, expect, it } from 'vitest';
import { startDns } from '../../dns/dns-server.ts';
import { takeViolations } from './record.js';

const name = 'leaves.example';
const address = '192.0.2.1';

/** What the call failed with, or an emitter emitted as its error. */
async function failure(of: Promise<unknown>): Promise<string> {
  return of.then(
    () => 'it did not fail',
    (error) => [error, error.cause].map((each) => String(each?.message ?? '')).join(' '),
  );
}

const emitted = (emitter: NodeJS.EventEmitter) => once(emitter, 'a thing that never happens');

const calls: Record<string, (host: string) => Promise<unknown>> = {
  undici: (host) => request(`https://${host}/`),
  'the fetch of Node': (host) => fetch(`http://${host}/`),
  http: (host) => emitted(get(`http://${host}/`)),
  https: (host) => emitted(getSecurely(`https://${host}/`)),
  net: (host) => emitted(connect(443, host)),
  tls: (host) => emitted(connectSecurely({ host, port: 443 })),
  'dgram send': (host) => new Promise((_sent, failed) => createSocket('udp4').send('x', 53, host, failed)),
  'dgram send without a callback': (host) => {
    const socket = createSocket('udp4');
    const failed = emitted(socket);
    socket.send('x', 53, host);
    return failed;
  },
  'dgram connect': (host) => {
    const socket = createSocket('udp4');
    const failed = emitted(socket);
    socket.connect(53, host);
    return failed;
  },
  ssh2: (host) => {
    const client = new Client();
    const failed = emitted(client);
    client.connect({ host, username: 'root', password: 'none' });
    return failed;
  },
  imapflow: (host) => new ImapFlow({ host, port: 993, secure: true, logger: false }).connect(),
  nodemailer: (host) => createTransport({ host, port: 25 }).verify(),
};

describe.each(Object.entries(calls))('%s', (_api, call) => {
  it.each([name, address])('cannot reach %s, and the test is told', async (host) => {
    const message = `a test must not leave this machine: ${host}`;
    expect(await failure(call(host))).toContain(message);
    expect(takeViolations().join()).toContain(message);
  });
});

const queries: Record<string, () => Promise<unknown>> = {
  'dns.lookup': () => promisify(dns.lookup)(name),
  'dns.promises.lookup': () => lookup(name, { all: true }),
  'dns.resolve4': () => promisify(dns.resolve4)(name),
  'dns.promises.resolve4': () => resolve4(name),
  'dns.Resolver.resolveAny': () => {
    const resolver = new dns.Resolver();
    return promisify(resolver.resolveAny.bind(resolver))(name);
  },
  'dns.promises.Resolver.resolveCname': () => {
    const resolver = new PromisingResolver();
    resolver.setServers(['127.0.0.1', address]);
    return resolver.resolveCname(name);
  },
};

it.each(Object.entries(queries))('%s asks nobody for a name, and the test is told', async (api, query) => {
  const message = `a test must not leave this machine: ${name} (by ${api}`;
  expect(await failure(query())).toContain(message);
  expect(takeViolations().join()).toContain(message);
});

it('takes the name servers that the machine is set up with for foreign ones, wherever they are', async () => {
  const resolver = new PromisingResolver();
  expect(await failure(resolver.reverse('127.0.0.1'))).toContain('must not leave this machine: 127.0.0.1');
  expect(takeViolations()).toHaveLength(1);
});

it('looks at the answer of a lookup of the caller', async () => {
  const dispatcher = new Agent({
    connect: { lookup: (_name, _options, found) => found(null, [{ address, family: 4 }]) },
  });
  const message = `must not leave this machine: ${name} port 80, which is ${address}`;
  expect(await failure(request(`http://${name}/`, { dispatcher }))).toContain(message);
  expect(takeViolations().join()).toContain(message);
});

it('finds no name below .invalid, and asks nobody', async () => {
  const resolver = new PromisingResolver();
  await expect(lookup('nowhere.invalid')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  await expect(resolver.resolve4('nowhere.invalid')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  await expect(emitted(connect(80, 'nowhere.invalid'))).rejects.toMatchObject({ code: 'ENOTFOUND' });
  expect(takeViolations()).toEqual([]);
});

it('lets a test reach the loopback, and ask a name server there', async () => {
  const server = createServer((socket) => socket.end());
  await once(server.listen(0, 'localhost'), 'listening');
  const { port } = server.address() as { port: number };
  await once(connect(port, 'localhost'), 'connect');
  server.close();

  const records = [{ name, type: 'A' as const, value: address }];
  const lab = await startDns(() => [{ records }]);
  const resolver = new PromisingResolver();
  resolver.setServers([lab.address]);
  expect(await resolver.resolve4(name)).toEqual([address]);
  await lab.close();

  expect(await promisify(dns.lookup)(address)).toEqual({ address, family: 4 });
  expect(takeViolations()).toEqual([]);
});
