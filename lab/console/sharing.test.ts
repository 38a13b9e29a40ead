import { expect, test } from 'vitest';
import { migrated } from '../state/migrated.ts';
import { Random } from '../state/random.ts';
import type { Reply } from '../testing/server.ts';
import { admin, server } from './testing/small-console.ts';
import { visitor } from './testing/visitor.ts';

const path = '/p/desktop/triage?time=all&filters=((hostname,equal,a%20b))';
async function share(url = server.url + path): Promise<Reply> {
  return (await admin.post('/api/share', { url })).json();
}

/** Where a shortened link leads; its status where it leads nowhere. */
async function target(url: string, who = admin): Promise<string | number> {
  const response = await who.get(new URL(url).pathname);
  return response.headers.get('location') ?? response.status;
}

test('a shortened link is short, of this server, and leads back to the page', async () => {
  const { url } = await share();
  expect(url).toMatch(new RegExp(`^${server.url}/s/[\\w-]{8}$`));
  expect(await target(url)).toBe(path);
  expect(await target(url, visitor(server))).toBe(path);
  expect((await share()).url).not.toBe(url);
});

test('links outlive a migration', async () => {
  const { url } = await share();
  expect(migrated(server.state, new Random(1)).shares).toHaveProperty(url.split('/').at(-1), path);
});

test('a link leads nowhere else, and only those with a session make one', async () => {
  for (const url of [
    'https://elsewhere.test/p/x',
    '//elsewhere.test',
    'javascript:alert(1)',
    '/p/desktop/triage',
    '',
  ]) {
    expect((await share(url)).error?.message, url).toMatch(/^invalid parameter 'url'/);
  }
  expect(await target((await share(`${server.url}//elsewhere.test/x`)).url)).toBe('/elsewhere.test/x');
  expect((await visitor(server).post('/api/share', { url: server.url })).status).toBe(403);
  expect(await target(`${server.url}/s/unknown`)).toBe(404);
});

test('it goes wrong as the behaviour says', async () => {
  const { url } = await share();
  server.state.behaviour.console = { share: { linkHost: 'old.backtrace.test' } };
  const moved = new URL((await share()).url);
  expect([moved.hostname, moved.port]).toEqual(['old.backtrace.test', new URL(server.url).port]);
  server.state.behaviour.console = { share: { dead: true } };
  expect(await target(url)).toBe(404);
  server.state.behaviour.console = { share: { otherPage: true } };
  expect(await target(url)).toBe('/');
  expect(await admin.page('/')).toContain('id="copy-link"');
  server.state.behaviour.console = { share: { absent: true } };
  expect(await admin.page('/')).not.toContain('copy-link"');
});
