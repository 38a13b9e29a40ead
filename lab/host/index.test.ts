import { createHash } from 'node:crypto';
import ssh2, { type ClientChannel, type ConnectConfig } from 'ssh2';
import { afterEach, expect, test } from 'vitest';
import { makeKeyPair } from '../ssh-key.ts';
import type { HostState } from '../state/types.ts';
import { type RunningHost, startHost } from './index.ts';
import { portOf, serverState } from './testing/state.ts';

const mine = makeKeyPair();
const other = makeKeyPair();
const ends: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function host(change?: (host: HostState) => void): Promise<RunningHost> {
  const state = serverState(change);
  const running = await startHost({
    state: () => state,
    port: portOf,
    units: { stop: async () => {}, start: async () => {} },
    account: { user: 'operator', publicKey: mine.publicKey },
  });
  ends.push(running.close);
  return running;
}

function connect(running: RunningHost, options: ConnectConfig = {}): Promise<ssh2.Client> {
  const client = new ssh2.Client();
  ends.push(() => void client.end());
  return new Promise((resolve, reject) => {
    client.on('ready', () => resolve(client)).on('error', reject);
    client.connect({
      host: '127.0.0.1',
      port: running.port,
      username: 'operator',
      privateKey: mine.privateKey,
      ...options,
    });
  });
}

function open(client: ssh2.Client, command: string): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    client.exec(command, (error, channel) => (error ? reject(error) : resolve(channel)));
  });
}

/** Listens from within the callback: the status may come in the same packet as the channel. */
function exec(client: ssh2.Client, command: string, input?: string) {
  const answer = { stdout: '', stderr: '', status: -1 };
  return new Promise<typeof answer>((resolve, reject) => {
    client.exec(command, (error, channel) => {
      if (error) {
        reject(error);
        return;
      }
      channel.on('data', (chunk: Buffer) => {
        answer.stdout += chunk;
      });
      channel.stderr.on('data', (chunk: Buffer) => {
        answer.stderr += chunk;
      });
      channel.on('exit', (code: number) => {
        answer.status = code;
      });
      channel.on('close', () => resolve(answer));
      if (input !== undefined) channel.end(input);
    });
  });
}

test('the right key is let in, commands are answered with both streams and the status', async () => {
  const client = await connect(await host());
  expect(await exec(client, 'nproc --all')).toEqual({ stdout: '8\n', stderr: '', status: 0 });
  expect(await exec(client, 'cat /nowhere /etc/hostname')).toEqual({
    stdout: 'new\n',
    stderr: 'cat: /nowhere: No such file or directory\n',
    status: 1,
  });
  expect((await exec(client, 'reboot')).status).toBe(127);
});

test.each<[string, ConnectConfig]>([
  ['another key', { privateKey: other.privateKey }],
  ['another user', { username: 'root' }],
  ['a password', { privateKey: undefined, password: 'secret' }],
])('%s is refused', async (_, options) => {
  await expect(connect(await host(), options)).rejects.toThrow('authentication');
});

test('the host key is the one announced, as a fingerprint and as a line of known_hosts', async () => {
  const running = await host();
  const keys: Buffer[] = [];
  await connect(running, { hostVerifier: (key: Buffer) => keys.push(key) > 0 });
  const blob = Buffer.concat(keys);
  const fingerprint = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
  expect(running.hostKey).toBe(`SHA256:${fingerprint}`);
  expect(running.knownHosts).toBe(`[127.0.0.1]:${running.port} ssh-ed25519 ${blob.toString('base64')}\n`);
});

test('a framed batch on standard input is answered, with much output whole', async () => {
  const running = await host((state) => {
    state.privilege = 'sudo';
    const common = { transport: 'stdout', identifier: 'coronerd', pid: 18_127, priority: 6 } as const;
    state.journal = Array.from({ length: 5000 }, (_, index) => {
      return { ...common, unit: 'coronerd', secondsAgo: index, message: `line ${index} ${'x'.repeat(300)}` };
    });
  });
  const client = await connect(running);
  const script = [
    'N=0123456789abcdef',
    "ask 'user' 5 1000 'id -un'",
    "sudo -n /bin/sh -s <<'END'",
    "ask 'journal' 30 16777216 'journalctl --output=json --lines=5000 --unit=coronerd.service'",
    'END',
    '',
  ].join('\n');
  const { stdout, status } = await exec(client, '/bin/sh -s', script);
  expect(status).toBe(0);
  expect(stdout).toContain('begin user\noperator\n');
  expect(stdout.match(/"MESSAGE":"line \d+ x+"/g)).toHaveLength(5000);
  expect(stdout).toMatch(/@0123456789abcdef end journal 0\n\n@0123456789abcdef close journal\n$/);
});

test('the eleventh session at once is refused, and one is free again when another has closed', async () => {
  const running = await host((state) => {
    const unit = state.units.coronerd;
    if (unit) unit.trouble = 'stop-hangs';
  });
  const client = await connect(running);
  // A shell that waits for its script keeps its session.
  const waiting = await Promise.all(Array.from({ length: 10 }, () => open(client, '/bin/sh -s')));
  await expect(open(client, 'nproc')).rejects.toThrow('open failure');
  const closed = new Promise((resolve) => waiting[0]?.on('close', resolve));
  waiting[0]?.resume().end('');
  await closed;
  expect((await exec(client, 'nproc')).stdout).toBe('8\n');
});

test('a stop that hangs goes on until its channel is closed', async () => {
  const running = await host((state) => {
    state.privilege = 'root';
    const unit = state.units.coronerd;
    if (unit) unit.trouble = 'stop-hangs';
  });
  const client = await connect(running);
  const stop = await open(client, 'systemctl stop coronerd');
  expect((await exec(client, 'systemctl is-active coronerd')).stdout).toBe('deactivating\n');
  stop.close();
  expect((await exec(client, 'systemctl start coronerd')).status).toBe(0);
  expect((await exec(client, 'systemctl is-active coronerd')).stdout).toBe('active\n');
});

test('only commands: no terminal, no shell, no files', async () => {
  const client = await connect(await host());
  const shell = new Promise<void>((resolve, reject) => {
    client.shell((error) => (error ? reject(error) : resolve()));
  });
  await expect(shell).rejects.toThrow();
  const sftp = new Promise<void>((resolve, reject) => {
    client.sftp((error) => (error ? reject(error) : resolve()));
  });
  await expect(sftp).rejects.toThrow();
});

test('after close nothing listens and connections are gone', async () => {
  const running = await host();
  const client = await connect(running);
  const gone = new Promise<void>((resolve) => client.on('close', () => resolve()));
  await running.close();
  await gone;
  await expect(connect(running)).rejects.toThrow('ECONNREFUSED');
});
