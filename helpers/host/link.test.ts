import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { fingerprintOf } from './host-key.ts';
import { connect } from './link.ts';
import { knownHosts, newKey, startSshServer, type TestServer } from './testing/ssh-server.ts';

const limits = { connectSeconds: 2, readySeconds: 5, keepaliveSeconds: 10 };
const cleanUps: (() => unknown)[] = [];
let server: TestServer;
let jump: TestServer;

beforeAll(async () => {
  server = await startSshServer();
  jump = await startSshServer();
});
afterAll(() => Promise.all([server.stop(), jump.stop()]));
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

/** Why a connection with these changed settings fails. */
async function failure(change: object, how: Partial<typeof limits> = {}): Promise<Unanswered> {
  const attempt = connect({ ...server.settings, ...change }, { ...limits, ...how });
  const error: unknown = await attempt.then((link) => link.close()).catch((reason: unknown) => reason);
  if (!(error instanceof Unanswered)) throw new Error(`expected Unanswered, received ${String(error)}`);
  return error;
}

/** A port of 127.0.0.1 where this happens to a connection. */
async function listening(onConnection: (socket: Socket) => void): Promise<number> {
  const open = new Set<Socket>();
  const raw = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
  cleanUps.push(() => {
    for (const socket of open) socket.destroy();
    return new Promise((resolve) => raw.close(resolve));
  });
  const address = raw.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const keyOf = ({ hostKey }: TestServer) => Buffer.from(hostKey.split(' ')[1] ?? '', 'base64');

test('connects where the host key is recorded', async () => {
  const link = await connect(server.settings, limits);
  await link.close();
  expect(link.lost).toBeUndefined();
});

test('connects where the host key is pinned, and reads no file then', async () => {
  const pinned = { ...server.settings, hostKey: fingerprintOf(keyOf(server)), knownHosts: '/no/such/file' };
  await (await connect(pinned, limits)).close();
});

test('refuses a key that is not the pinned one', async () => {
  const error = await failure({ hostKey: fingerprintOf(keyOf(jump)) });
  expect(error.message).toContain(`expected the host key ${fingerprintOf(keyOf(jump))}`);
  expect(error.message).toContain(`received the ecdsa-sha2-nistp256 key ${fingerprintOf(keyOf(server))}`);
  expect(error.next).toContain('…_SSH_HOST_KEY');
});

test('refuses a host that is not known, and tells its fingerprint', async () => {
  const error = await failure({ knownHosts: knownHosts(server.directory, 1, server.hostKey) });
  expect(error.message).toContain('its host key is not known');
  expect(error.message).toContain(fingerprintOf(keyOf(server)));
  expect(error.next).toContain(`ssh-keyscan -p ${server.port} 127.0.0.1`);
});

test('refuses a host whose key has changed', async () => {
  const error = await failure({ knownHosts: knownHosts(server.directory, server.port, jump.hostKey) });
  expect(error.message).toContain('its host key has changed');
  expect(error.message).toContain(fingerprintOf(keyOf(jump)));
  expect(error.next).toContain(`ssh-keygen -R '[127.0.0.1]:${server.port}'`);
});

test('refuses a revoked key, though it is recorded too', async () => {
  const file = join(server.directory, 'revoked');
  writeFileSync(file, `@revoked * ${server.hostKey}\n[127.0.0.1]:${server.port} ${server.hostKey}\n`);
  expect((await failure({ knownHosts: file })).message).toContain('marks as revoked');
});

test('asks for a key of a recorded type, so that another one is not taken for a change', async () => {
  const error = await failure({ knownHosts: knownHosts(server.directory, server.port, newKey('rsa').line) });
  expect(error.message).toContain('no host key of the types that the known hosts record');
});

test('refuses to go on with known hosts that cannot be read', async () => {
  expect((await failure({ knownHosts: '/no/such/file' })).message).toContain(
    '/no/such/file cannot be read (ENOENT)',
  );
  expect((await failure({ knownHosts: server.directory })).message).toContain('cannot be read (EISDIR)');
});

test('tells a login that is refused', async () => {
  const error = await failure({ keyFile: jump.settings.keyFile });
  expect(error.message).toContain(`the login of root with the key ${jump.settings.keyFile} was refused`);
  expect(error.next).toContain('authorized_keys');
});

test('tells what is wrong with a key file', async () => {
  const text = join(server.directory, 'text');
  writeFileSync(text, 'no key');
  expect((await failure({ keyFile: text })).message).toContain('is not a private key');
  expect((await failure({ keyFile: '/no/key' })).message).toContain(
    'the key /no/key cannot be read (ENOENT)',
  );
  const locked = join(server.directory, 'locked');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const cipher = { type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hunter2' } as const;
  writeFileSync(locked, privateKey.export(cipher));
  chmodSync(locked, 0o600);
  const error = await failure({ keyFile: locked });
  expect(error.message).toContain('has a passphrase');
  expect(error.next).toContain('ssh-add');
});

test('tells that there is neither key nor agent, and an agent that is gone', async () => {
  vi.stubEnv('SSH_AUTH_SOCK', '');
  expect((await failure({ keyFile: undefined })).message).toContain('nothing to log in with');
  vi.stubEnv('SSH_AUTH_SOCK', '/no/agent');
  expect((await failure({ keyFile: undefined })).message).toMatch(/agent/);
});

test('tells a port where nothing listens', async () => {
  const port = await listening(() => {});
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
  const error = await failure({ port });
  expect(error.message).toBe(`127.0.0.1:${port}: the connection was refused`);
  expect(error.where).toBe(`127.0.0.1:${port}`);
});

test('tells a host name that is not known', async () => {
  const error = await failure({ host: 'no-such-host.invalid', hostKey: 'SHA256:x' });
  expect(error.message).toContain('the host name is not known');
});

test('tells a server that accepts and then says nothing', async () => {
  const port = await listening(() => {});
  const error = await failure({ port, hostKey: 'SHA256:x' }, { readySeconds: 0.2 });
  expect(error.message).toContain('it accepted the connection, but the SSH login was not done within 0.2 s');
});

test('tells a server that hangs up, and one that does not speak SSH', async () => {
  const closing = await listening((socket) => void socket.destroy());
  expect((await failure({ port: closing, hostKey: 'SHA256:x' })).message).toMatch(/closed|reset|lost/);
  const web = await listening((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  expect((await failure({ port: web, hostKey: 'SHA256:x' })).where).toBe(`127.0.0.1:${web}`);
});

test('goes through a jump host, each hop verified under its own name', async () => {
  const both = join(server.directory, 'both');
  writeFileSync(
    both,
    `[127.0.0.1]:${server.port} ${server.hostKey}\n[127.0.0.1]:${jump.port} ${jump.hostKey}\n`,
  );
  const way = { user: 'root', host: '127.0.0.1', port: jump.port };
  // The test jump host lets its own key in only, and both hops use one key.
  const error = await failure({ knownHosts: both, jump: way });
  expect(error.message).toContain(`127.0.0.1:${jump.port}: the login of root`);
  const through = await connect(
    { ...server.settings, knownHosts: both, jump: { ...way, port: server.port } },
    limits,
  );
  await through.close();
});

test('refuses a jump host that is not known, whatever the pin of the host', async () => {
  const change = {
    hostKey: fingerprintOf(keyOf(server)),
    jump: { user: 'root', host: '127.0.0.1', port: jump.port },
  };
  expect((await failure(change)).message).toContain(`127.0.0.1:${jump.port}: its host key is not known`);
});

test('tells that the jump host could not go on', async () => {
  const port = await listening(() => {});
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
  const jumping = { user: 'root', host: '127.0.0.1', port: server.port };
  const error = await failure({ port, hostKey: 'SHA256:x', jump: jumping });
  expect(error.message).toContain(`127.0.0.1:${port}: the jump host could not connect to it`);
});
