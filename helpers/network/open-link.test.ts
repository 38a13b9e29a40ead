import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
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

afterEach(() => {
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

const onNew = (url: URL) => url.hostname === 'new.test';

it('asks the new machine under the name of the link, without any secret', async () => {
  const port = await serve((_path, response) => response.end('page'));
  const opened = await openLink(new URL(`http://new.test:${port}/p/shop?a=1`), settings(port), limits, onNew);
  expect(opened).toMatchObject({ status: 200 });
  expect(asked[0]).toMatchObject({ url: '/p/shop?a=1', headers: { host: `new.test:${port}` } });
  expect(JSON.stringify(asked[0]?.headers)).not.toMatch(/never-sent|cookie|authorization|coroner/i);
});

it('follows redirects on the server, and only tells where one leaves it', async () => {
  const port = await serve((path, response) => {
    const location = { '/a': '/b', '/b': 'https://idp.test/login' }[path] ?? '';
    response.writeHead(302, { location }).end();
  });
  const opened = await openLink(new URL(`http://new.test:${port}/a`), settings(port), limits, onNew);
  expect(opened).toMatchObject({ status: 302, url: new URL('https://idp.test/login') });
  expect(asked.map(({ url }) => url)).toEqual(['/a', '/b']);
});

it('gives up on redirects in a circle, on silence and on closed ports', async () => {
  const port = await serve((path, response) => {
    if (path === '/circle') response.writeHead(302, { location: '/circle' }).end();
  });
  const open = (link: string) => openLink(new URL(link), settings(port), limits, onNew);
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
  expect(await openLink(new URL(`http://new.test:${port}/`), settings(port), limits, onNew)).toMatchObject({
    status: 200,
  });
});
