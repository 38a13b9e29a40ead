import { Client, type ClientChannel, type ConnectConfig } from 'ssh2';
import type { SshSettings } from '../settings/types.ts';
import { Unanswered } from '../unanswered.ts';
import { authenticationFor } from './authentication.ts';
import { type KeyPolicy, type KeySource, keyPolicyFor } from './host-key.ts';
import { explain, type LinkLimits, placeName, unreachable } from './link-failure.ts';
import { tcpTo } from './tcp.ts';

/** An SSH connection to a host, through its jump host if it has one. */
export interface Link {
  /** Runs a command on a channel of its own and hands that over before anything can arrive on it. Throws Unanswered. */
  exec<T>(command: string, listen: (channel: ClientChannel) => Promise<T>): Promise<T>;
  /** Why the connection was lost, once it was. */
  readonly lost: Unanswered | undefined;
  close(): Promise<void>;
}

/** One of the machines on the way: where it is, and whom to be there. */
interface Hop {
  user: string;
  host: string;
  port: number;
  keyFile?: string;
  keys: KeySource;
}

/** Connects, verifies the key of each hop under its own name, and logs in. Throws Unanswered with what to do next. */
export async function connect(settings: SshSettings, limits: LinkLimits): Promise<Link> {
  const { user, host, port, keyFile, knownHosts, hostKey, jump } = settings;
  // A pinned key is that of the host; the jump host is known from the files.
  const first = jump && (await clientFor({ ...jump, keyFile, keys: { knownHosts } }, limits));
  try {
    const last = await clientFor({ user, host, port, keyFile, keys: { knownHosts, hostKey } }, limits, first);
    return linkOver(last, first, placeName({ host, port }));
  } catch (error) {
    first?.end();
    throw error;
  }
}

async function clientFor(hop: Hop, limits: LinkLimits, through?: Client): Promise<Client> {
  const policy = keyPolicyFor(hop.host, hop.port, hop.keys);
  const authentication = authenticationFor(hop);
  const sock = through ? await forwarded(through, hop) : await tcpTo(hop, limits.connectSeconds);
  try {
    return await loggedIn(hop, { ...authentication, sock }, policy, limits);
  } catch (error) {
    sock.destroy();
    throw error;
  }
}

function loggedIn(hop: Hop, config: ConnectConfig, policy: KeyPolicy, limits: LinkLimits): Promise<Client> {
  const client = new Client();
  let refused: ReturnType<KeyPolicy['refusal']>;
  return new Promise((resolve, reject) => {
    client
      .once('ready', () => resolve(client))
      // Stays for the life of the client: an error without a listener would end the process.
      .on('error', (error) =>
        reject(refused ? unreachable(hop, refused.message, refused.next) : explain(hop, error, limits)),
      )
      .once('close', () => reject(unreachable(hop, 'it closed the connection before the login was done')))
      .connect({
        ...config,
        username: hop.user,
        readyTimeout: limits.readySeconds * 1000,
        keepaliveInterval: limits.keepaliveSeconds * 1000,
        keepaliveCountMax: 3,
        ...(policy.algorithms ? { algorithms: { serverHostKey: policy.algorithms } } : {}),
        hostVerifier: (key: Buffer) => {
          refused = policy.refusal(key);
          return refused === undefined;
        },
      });
  });
}

function forwarded(through: Client, hop: Hop): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    through.forwardOut('127.0.0.1', 0, hop.host, hop.port, (error, channel) => {
      if (!error) return resolve(channel);
      // RFC 4254 §5.1: 1 = administratively prohibited.
      const forbidden = 'reason' in error && error.reason === 1;
      const why = forbidden
        ? 'the jump host does not allow TCP forwarding'
        : 'the jump host could not connect to it';
      const next = forbidden
        ? 'Set AllowTcpForwarding in its sshd_config, or take another way.'
        : `Try \`nc -vz ${hop.host} ${hop.port}\` on the jump host.`;
      reject(unreachable(hop, why, next, error));
    });
  });
}

function linkOver(client: Client, first: Client | undefined, name: string): Link {
  let lost: Unanswered | undefined;
  let closing = false;
  let finish = () => {};
  const closed = new Promise<void>((resolve) => {
    finish = resolve;
    client.once('close', () => {
      first?.end();
      if (!closing)
        lost = new Unanswered(`${name}: the SSH connection was lost`, {
          asked: 'SSH connection',
          where: name,
          next: 'Look at the log of sshd on the host, and run again.',
        });
      resolve();
    });
  });
  return {
    get lost() {
      return lost;
    },
    exec: (command, listen) =>
      new Promise((resolve, reject) => {
        const failed = (cause: Error) => {
          const question = {
            asked: command,
            where: name,
            next: 'Check that this login may run commands.',
            cause,
          };
          reject(lost ?? new Unanswered(`${name}: no command can be run (${cause.message})`, question));
        };
        try {
          client.exec(command, { pty: false }, (error, channel) =>
            error ? failed(error) : resolve(listen(channel)),
          );
        } catch (error) {
          // ssh2 throws at once where the connection is gone.
          failed(error instanceof Error ? error : new Error(String(error)));
        }
      }),
    close: () => {
      closing = true;
      client.end();
      // The other end may never answer, or a jump host may not pass it on.
      const timer = setTimeout(() => {
        client.destroy();
        first?.destroy();
        finish();
      }, 1000);
      return closed.finally(() => clearTimeout(timer));
    },
  };
}
