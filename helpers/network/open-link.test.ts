import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type RecordingServer, recordingServer } from '../coronerd/testing/recording-server.ts';
import type { HttpLimits, ServerSettings } from '../settings/types.ts';
import { openLink } from './open-link.ts';

const limits: HttpLimits = {
  connectTimeout: 500,
  headersTimeout: 500,
  bodyTimeout: 500,
  totalTimeout: 700,
  maxReplyBytes: 1_000_000,
  maxHeldBytes: 1_000_000,
  concurrency: 1,
};
let server: Server | undefined;
const asked: IncomingMessage[] = [];
const others: RecordingServer[] = [];

/** Another server of this machine, which must not be asked. */
async function stranger(): Promise<RecordingServer> {
  const other = await recordingServer(() => ({}));
  others.push(other);
  return other;
}

afterEach(async () => {
  await Promise.all(others.splice(0).map((each) => each.close()));
  server?.closeAllConnections();
  server?.close();
  asked.length = 0;
});

async function serve(reply: (path: string, response: ServerResponse) => void): Promise<number> {
  server = createServer((request, response) => {
    asked.push(request);
    reply(request.url ?? '', response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function settings(port: number): ServerSettings {
  return {
    side: 'new',
    url: new URL(`http://new.test:${port}`),
    address: '127.0.0.1',
    credentials: { token: 'never-sent-with-a-link' },
  };
}

const onNew = (port: number) => [`new.test:${port}`, 'new.test'];

it('asks the new machine under the name of the link, without any secret', async () => {
  const port = await serve((_path, response) => response.end('page'));
  const opened = await openLink(
    new URL(`http://new.test:${port}/p/shop?a=1`),
    settings(port),
    limits,
    onNew(port),
  );
  expect(opened).toMatchObject({ status: 200 });
  expect(asked[0]).toMatchObject({ url: '/p/shop?a=1', headers: { host: `new.test:${port}` } });
  expect(JSON.stringify(asked[0]?.headers)).not.toMatch(/never-sent|cookie|authorization|coroner/i);
});

it('follows redirects on the server, and only tells where one leaves it', async () => {
  const port = await serve((path, response) => {
    const location = { '/a': '/b', '/b': 'https://idp.test/login' }[path] ?? '';
    response.writeHead(302, { location }).end();
  });
  const opened = await openLink(new URL(`http://new.test:${port}/a`), settings(port), limits, onNew(port));
  expect(opened).toMatchObject({ status: 302, url: new URL('https://idp.test/login') });
  expect(asked.map(({ url }) => url)).toEqual(['/a', '/b']);
});

it('gives up on redirects in a circle, on silence and on closed ports', async () => {
  const port = await serve((path, response) => {
    if (path === '/circle') response.writeHead(302, { location: '/circle' }).end();
  });
  const open = (link: string) => openLink(new URL(link), settings(port), limits, onNew(port));
  expect(await open(`http://new.test:${port}/circle`)).toMatchObject({
    failed: expect.stringContaining('redirected'),
  });
  expect((await open(`http://new.test:${port}/silent`)).failed).toMatch(/timeout/i);
  server?.closeAllConnections();
  server?.close();
  expect((await open(`http://new.test:${port}/x`)).failed).toContain('ECONNREFUSED');
});

it('does not read a page that never ends', async () => {
  const port = await serve((_path, response) => {
    response.writeHead(200);
    response.write('x'.repeat(100_000));
  });
  expect(
    await openLink(new URL(`http://new.test:${port}/`), settings(port), limits, onNew(port)),
  ).toMatchObject({
    status: 200,
  });
});

describe('a link that leads', () => {
  const places: [where: string, link: (port: number, other: number) => string][] = [
    ['to loopback by name', (_, other) => `http://localhost:${other}/admin`],
    ['to loopback by a name below it', (_, other) => `http://console.localhost:${other}/admin`],
    ['to loopback by address', (_, other) => `http://127.0.0.1:${other}/admin`],
    ['to loopback by another spelling', (_, other) => `http://0x7f.1:${other}/admin`],
    ['to loopback over IPv6', (_, other) => `http://[::ffff:127.0.0.1]:${other}/admin`],
    ['to no address at all', (_, other) => `http://0.0.0.0:${other}/admin`],
    ['link-local', () => 'http://169.254.169.254/latest/meta-data'],
    ['to a name below the server', (port) => `http://other.new.test:${port}/`],
    ['to another port of the server', (_, other) => `http://new.test:${other}/`],
    ['to another host', (_, other) => `http://idp.test:${other}/`],
  ];

  it.each(places)('%s is not asked, nor a redirect there', async (_where, link) => {
    const other = await stranger();
    let location = '';
    const port = await serve((_path, response) => response.writeHead(302, { location }).end());
    location = link(port, other.port);
    const own = onNew(port);
    const direct = await openLink(new URL(location), settings(port), limits, own);
    expect(direct.refused).toMatch(/leads elsewhere|another machine to everybody/);
    expect(direct.status).toBeUndefined();
    expect(asked).toEqual([]);
    const hop = await openLink(new URL(`http://new.test:${port}/a`), settings(port), limits, own);
    expect(hop).toMatchObject({ status: 302, url: new URL(location) });
    expect(asked.map(({ url }) => url)).toEqual(['/a']);
    expect(other.arrived).toEqual([]);
  });
});

it('asks nothing of another host, port or machine, at no hop', async () => {
  const other = await stranger();
  const hops: Record<string, string> = { '/a': '/b', '/b': `http://localhost:${other.port}/c` };
  const port = await serve((path, response) => response.writeHead(307, { location: hops[path] }).end());
  // Even where somebody took the address for one of the server's.
  const own = [...onNew(port), `localhost:${other.port}`];
  const opened = await openLink(new URL(`http://new.test:${port}/a`), settings(port), limits, own);
  expect(opened).toMatchObject({
    status: 307,
    refused: expect.stringMatching(/^localhost is another machine/),
  });
  expect(asked.map(({ url }) => url)).toEqual(['/a', '/b']);
  expect(other.arrived).toEqual([]);
});

it('asks a server of this machine where NEW_URL itself is there', async () => {
  const port = await serve((_path, response) => response.end('page'));
  const url = new URL(`http://127.0.0.1:${port}`);
  const here = { ...settings(port), url, address: undefined };
  expect(await openLink(new URL('/p', url), here, limits, [url.host])).toMatchObject({ status: 200 });
});

it('asks a name of the server where the server is, wherever the name leads', async () => {
  const port = await serve((_path, response) => response.end('page'));
  // No such name is in DNS, and this one is loopback to every resolver.
  const console = { ...settings(port), url: new URL(`http://localhost:${port}`), address: undefined };
  const link = new URL(`http://acme.new.test:${port}/p`);
  expect(await openLink(link, console, limits, [link.host])).toMatchObject({ status: 200 });
  expect(asked[0]?.headers.host).toBe(link.host);
});

it('does not leave https for plain http, at no hop', async () => {
  const port = await serve((_path, response) => response.end('page'));
  const secure = { ...settings(port), url: new URL(`https://new.test:${port}`) };
  const opened = await openLink(new URL(`http://new.test:${port}/p`), secure, limits, onNew(port));
  expect(opened).toMatchObject({ refused: 'it leaves https for plain http' });
  expect(asked).toEqual([]);
});

it('leaves out a user and password, also of a redirect', async () => {
  let location = '';
  const port = await serve((path, response) =>
    path === '/a' ? response.writeHead(302, { location }).end() : response.end('page'),
  );
  location = `http://ada:hunter2@new.test:${port}/b`;
  const link = new URL(`http://ada:hunter2@new.test:${port}/a`);
  const opened = await openLink(link, settings(port), limits, onNew(port));
  expect(opened).toMatchObject({ status: 200, url: new URL(`http://new.test:${port}/b`) });
  expect(asked.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
});

it('does not ask a host of SERVICE_HOSTS whose name leads to this machine', async () => {
  const other = await stranger();
  const port = await serve((_path, response) => response.end('page'));
  const link = new URL(`http://links.test:${other.port}/`);
  const own = [...onNew(port), link.origin];
  const resolve = async () => [{ address: '::ffff:127.0.0.1' }];
  const opened = await openLink(link, settings(port), limits, own, resolve);
  expect(opened.failed).toMatch(/^links\.test leads to \S+, which is this machine$/);
  expect(other.arrived).toEqual([]);
});
