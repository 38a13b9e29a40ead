import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import ssh2, { type AuthContext, type Connection, type ServerChannel, type Session } from 'ssh2';
import { makeKeyPair } from '../ssh-key.ts';
import type { Reply } from './shell/frames.ts';

const { Server, utils } = ssh2;

/** sshd's default MaxSessions: channels open at once on one connection. */
const MOST_SESSIONS = 10;

/** Answers one command; `script` reads the whole standard input of its channel. */
export type Answer = (command: string, script: () => Promise<string>, signal: AbortSignal) => Promise<Reply>;

export interface RunningSshd {
  port: number;
  /** Fingerprint of the host key, `SHA256:…`. */
  hostKey: string;
  /** A line for a known_hosts file. */
  knownHosts: string;
  close(): Promise<void>;
}

/**
 * Starts an SSH server on 127.0.0.1 that lets in one user by one public key (an OpenSSH line), for exec only.
 * Throws if the public key cannot be read.
 */
export async function startSshd(
  account: { user: string; publicKey: string },
  answer: Answer,
): Promise<RunningSshd> {
  const accepted = utils.parseKey(account.publicKey);
  if (accepted instanceof Error) {
    throw new Error(`The public key of the lab's account ${account.user} is not one: ${accepted.message}`);
  }
  const host = makeKeyPair();
  const ssh = new Server({ hostKeys: [host.privateKey], ident: 'lab' }, (client) => {
    client.on('authentication', (context) => authenticate(context, account.user, accepted));
    // A client that goes away in the middle of a packet is no fault of the lab.
    client.on('error', () => {});
    serveSessions(client, answer);
  });
  // Sockets of our own: without delay, and none outlives the lab.
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    ssh.injectSocket(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const blob = host.publicKey.split(' ')[1] ?? '';
  const digest = createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64');
  return {
    port,
    hostKey: `SHA256:${digest.replace(/={1,2}$/, '')}`,
    knownHosts: `[127.0.0.1]:${port} ssh-ed25519 ${blob}\n`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function authenticate(context: AuthContext, user: string, accepted: ssh2.ParsedKey): void {
  if (context.method !== 'publickey') {
    context.reject(['publickey']);
    return;
  }
  const { key, signature, blob, hashAlgo } = context;
  const known = accepted.getPublicSSH();
  const same = key.data.length === known.length && timingSafeEqual(key.data, known);
  const signed = signature === undefined || (blob && accepted.verify(blob, signature, hashAlgo) === true);
  if (context.username === user && same && signed) context.accept();
  else context.reject(['publickey']);
}

function serveSessions(client: Connection, answer: Answer): void {
  let sessions = 0;
  client.on('session', (accept, reject) => {
    if (sessions >= MOST_SESSIONS) {
      reject();
      return;
    }
    sessions += 1;
    const session = accept();
    session.on('close', () => {
      sessions -= 1;
    });
    serveCommands(session, answer);
  });
}

function serveCommands(session: Session, answer: Answer): void {
  // sshd ignores variables that AcceptEnv does not name, and says nothing.
  session.on('env', (accept) => accept?.());
  session.on('exec', (accept, _, { command }) => {
    const channel = accept();
    const gone = new AbortController();
    channel.on('close', () => gone.abort());
    // Read only when a shell wants it; otherwise input is thrown away, as the end of input must be seen.
    const input = readAll(channel);
    answer(command, () => input, gone.signal)
      .catch((error: unknown): Reply => {
        return { stdout: Buffer.alloc(0), stderr: `lab host: ${String(error)}\n`, status: 255 };
      })
      .then((reply) => finish(channel, reply, gone.signal));
  });
}

function readAll(channel: ServerChannel): Promise<string> {
  const chunks: Buffer[] = [];
  channel.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    const end = () => resolve(Buffer.concat(chunks).toString());
    channel.once('end', end).once('close', end);
  });
}

/** Output first, then the status, then the end: the order in which sshd sends them. */
async function finish(channel: ServerChannel, reply: Reply, gone: AbortSignal): Promise<void> {
  const write = (stream: NodeJS.WritableStream, data: Buffer | string) =>
    new Promise<void>((resolve) => {
      if (gone.aborted || data.length === 0) return resolve();
      gone.addEventListener('abort', () => resolve(), { once: true });
      stream.write(data, () => resolve());
    });
  await write(channel, reply.stdout);
  await write(channel.stderr, reply.stderr);
  if (gone.aborted) return;
  channel.exit(reply.status);
  channel.end();
}
