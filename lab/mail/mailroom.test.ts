import { ImapFlow } from 'imapflow';
import { afterEach, expect, it } from 'vitest';
import { findRow, integerOf, rowsOf, textOf } from '../state/row.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { makeAuthority } from '../tls.ts';
import { type Mailroom, startMailroom } from './mailroom.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(): Promise<{ room: Mailroom; client: ImapFlow }> {
  const authority = await makeAuthority();
  const room = await startMailroom(authority);
  closers.push(() => room.close());
  const { username, password } = room.account;
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: room.port,
    secure: true,
    auth: { user: username, pass: password },
    tls: { ca: authority.pem },
    logger: false,
  });
  await client.connect();
  closers.push(() => client.logout());
  await client.mailboxOpen('INBOX');
  return { room, client };
}

/** Sources of all mails, as soon as there are so many. */
async function sources(client: ImapFlow, count: number): Promise<string[]> {
  await expect
    .poll(async () => Object(await client.status('INBOX', { messages: true })).messages)
    .toBe(count);
  const found: string[] = [];
  for await (const { source } of client.fetch('1:*', { source: true })) found.push(String(source));
  return found;
}

it('delivers what is sent to its address or to a plus-address of it, and nothing else', async () => {
  const { room, client } = await open();
  const mail = { from: 'crash@acme.example', subject: 'Größe', html: '<p>ü</p>', text: 'ü' };
  const [name, host] = room.account.address.split('@');
  room.send({ ...mail, to: ['team@acme.example'] });
  room.send({ ...mail, to: [room.account.address, 'team@acme.example'] });
  room.send({ ...mail, to: [`${name}+x1@${host}`] });
  const found = (await sources(client, 2)).sort();
  expect(found[0]).toContain(`Delivered-To: ${name}+x1@${host}`);
  expect(found[1]).toMatch(/^To: verification@mail\.test, team@acme\.example\r$/m);
  expect(found[1]).toContain('=?UTF-8?');
});

it('brings a report with what the project holds and links to each group', async () => {
  const { room, client } = await open();
  const server: TestServer = await startTestServer(undefined, { post: room.send });
  closers.push(() => server.close());
  const { state } = server;
  const report = rowsOf(state, 'report')[0] ?? {};
  const project = findRow(state, 'project', 'pid', report.project ?? null);
  const form = { id: String(report.id), rcpt: room.account.address };
  const universe = textOf(findRow(state, 'universe', 'id', project?.universe ?? null), 'name');
  const parameters = { universe, project: textOf(project, 'name') };
  await server.ask('/api/report', { action: 'send', form }, parameters);
  const [source = ''] = await sources(client, 1);
  const text = source.replace(/=\r\n/g, '').replaceAll('=3D', '=');
  const errors = state.errors[integerOf(project, 'pid')] ?? [];
  expect(errors.length).toBeGreaterThan(0);
  expect(text).toContain(`${errors.length} errors in ${parameters.project}`);
  expect(errors.some(({ fingerprint }) => text.includes(`fingerprint=${fingerprint}`))).toBe(true);
  const link = /href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(new URL(link).hostname).toBe(state.hostname);
  expect((await fetch(server.url + new URL(link).pathname)).status).toBe(200);
});
