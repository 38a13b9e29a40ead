import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { Authority } from '../tls.ts';
import type { Backend, MailboxView } from './backend.ts';

/** A mail as a server sends it. */
export interface OutgoingMail {
  from: string;
  to: string[];
  subject: string;
  html: string;
  text: string;
}

/** The mail servers of the lab: what is sent over SMTP to the verifier's address can be read over IMAP with TLS. */
export interface Mailroom {
  readonly account: typeof account;
  /** Port of IMAP with TLS on 127.0.0.1. */
  readonly port: number;
  /** Sends a mail over SMTP, in the background. */
  send(mail: OutgoingMail): void;
  mailbox(): Promise<MailboxView>;
  close(): Promise<void>;
}

const account = {
  address: 'verification@mail.test',
  username: 'verification',
  password: 'mailbox-4-the-verification',
};

/**
 * Opens the IMAP port; the servers behind it are loaded and started when they are first needed, so that a pair starts
 * no slower for them.
 */
export async function startMailroom(authority: Authority): Promise<Mailroom> {
  let started: Promise<Backend> | undefined;
  const backend = (): Promise<Backend> => {
    started ??= import('./backend.ts').then(({ startBackend }) => startBackend(account));
    return started;
  };
  const sockets = new Set<Socket>();
  const certificate = await authority.issue(['mail.test', 'localhost', '127.0.0.1']);
  const front = createServer(certificate, async (socket) => {
    socket.on('error', () => undefined);
    join(socket, connect((await backend()).imapPort, '127.0.0.1'));
  });
  front.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  return {
    account,
    port: (front.address() as AddressInfo).port,
    send: (mail) => {
      // Nobody waits for it; what fails to arrive is what a verification has to notice.
      void backend()
        .then((running) => running.send(mail))
        .catch(() => undefined);
    },
    mailbox: async () => (await started)?.mailbox() ?? { come: 0, subjects: [] },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => front.close(() => resolve()));
      await (await started?.catch(() => undefined))?.close();
    },
  };
}

function join(one: Socket, other: Socket): void {
  for (const socket of [one, other]) socket.setNoDelay(true).on('error', () => undefined);
  one.pipe(other).pipe(one);
  one.on('close', () => other.destroy());
  other.on('close', () => one.destroy());
}
