import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type Connection, type ServerChannel } from 'ssh2';
import type { SshSettings } from '../../settings/types.ts';

/** What a test server does with a command; usually it runs it in this machine's real shell. */
export type OnCommand = (channel: ServerChannel, command: string, connection: Connection) => void;

/** An SSH server on 127.0.0.1 that lets one key in and runs commands for it. */
export interface TestServer {
  port: number;
  /** How to reach it, trusting its host key by a pin. */
  settings: SshSettings;
  /** `type base64` of its host key, as in known_hosts. */
  hostKey: string;
  /** Connections that were made to it. */
  connections: () => number;
  /** Commands that it was given. */
  commands: string[];
  directory: string;
  stop(): Promise<void>;
}

export async function startSshServer(onCommand: OnCommand = runInShell): Promise<TestServer> {
  const [hostKey, login] = [newKey(), newKey()];
  const [directory, commands, open] = [
    mkdtempSync(join(tmpdir(), 'ssh-')),
    [] as string[],
    new Set<Connection>(),
  ];
  const keyFile = join(directory, 'key');
  writeFileSync(keyFile, login.pem, { mode: 0o600 });
  let connections = 0;
  const server = new ssh2.Server({ hostKeys: [hostKey.pem] }, (client) => {
    connections += 1;
    open.add(client);
    client.on('error', () => {}).on('close', () => open.delete(client));
    client.on('authentication', (attempt) => {
      if (attempt.method === 'publickey' && attempt.key.data.equals(login.blob)) attempt.accept();
      else attempt.reject(['publickey']);
    });
    client.on('session', (accept) => {
      accept().on('exec', (acceptExec, _, { command }) => {
        commands.push(command);
        onCommand(acceptExec(), command, client);
      });
    });
    client.on('tcpip', (accept, reject, { destIP, destPort }) => {
      const socket = connect(destPort, destIP);
      socket.once('error', () => reject());
      socket.once('connect', () => {
        const channel = accept();
        socket.pipe(channel).pipe(socket);
        socket.once('close', () => channel.close());
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the test server has no port');
  const { port } = address;
  return {
    port,
    settings: {
      user: 'root',
      host: '127.0.0.1',
      port,
      keyFile,
      knownHosts: knownHosts(directory, port, hostKey.line),
    },
    hostKey: hostKey.line,
    connections: () => connections,
    commands,
    directory,
    stop: () => {
      for (const client of open) client.end();
      rmSync(directory, { recursive: true });
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Writes a known_hosts file that has this key for the port on 127.0.0.1, and gives its path. */
export function knownHosts(directory: string, port: number, ...keys: string[]): string {
  const file = join(mkdtempSync(join(directory, 'known-')), 'known_hosts');
  writeFileSync(file, keys.map((key) => `[127.0.0.1]:${port} ${key}\n`).join(''));
  return file;
}

/** Programs that take the place of the machine's. */
const programs = join(import.meta.dirname, 'programs');

/** Runs the command in this machine's shell, without programs that may ask name servers. */
export function runInShell(channel: ServerChannel, command: string): void {
  const env = { ...process.env, PATH: `${programs}:${process.env.PATH}` };
  const child = spawn('/bin/sh', ['-c', command], { env });
  channel.pipe(child.stdin);
  child.stdin.on('error', () => {});
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  child.on('close', (code) => {
    channel.exit(code ?? 255);
    channel.end();
  });
}

/** A new key pair. By Node: one in some hundred ed25519 keys that ssh2 1.17 makes cannot be read back. */
export function newKey(type: 'ec' | 'rsa' = 'ec'): { pem: string; blob: Buffer; line: string } {
  const { privateKey } =
    type === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ format: 'pem', type: type === 'ec' ? 'sec1' : 'pkcs1' }).toString();
  const key = ssh2.utils.parseKey(pem);
  if (key instanceof Error) throw key;
  const blob = key.getPublicSSH();
  return { pem, blob, line: `${key.type} ${blob.toString('base64')}` };
}
