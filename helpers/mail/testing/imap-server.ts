import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import hoodiecrow from 'hoodiecrow-imap';
import type { MailSettings } from '../../settings/types.ts';

/** A running IMAP server with TLS in front, and what a test does to its mailbox. */
export interface TestImap {
  settings: MailSettings;
  /** Puts a mail into INBOX. */
  deliver(raw: string, flags?: string[]): void;
  /** Subjects of what INBOX holds. */
  subjects(): string[];
  /** Cuts every connection. */
  hangUp(): void;
  /** INBOX is made anew: its mails are numbered from the beginning. */
  renumber(): void;
  /** Everything that came in without TLS. */
  plain: string[];
  close(): Promise<void>;
}

interface Options {
  certificate: { cert: string; key: string; caFile: string };
  /** How many mails lie in INBOX already. */
  old?: number;
  plugins?: string[];
  /** TLS from the first byte on (default), STARTTLS, or none at all. */
  tls?: 'implicit' | 'starttls' | 'none';
}

/** Starts it on the loopback with the account `verifier`, password `p4ssword & more`. */
export async function startImap({
  certificate,
  old = 0,
  plugins = ['UIDPLUS'],
  tls = 'implicit',
}: Options): Promise<TestImap> {
  const password = 'p4ssword & more';
  const messages = Array.from({ length: old }, (_, index) => ({
    raw: mail({ subject: `old ${index}` }),
    uid: index + 1,
  }));
  const imap = hoodiecrow({ plugins, users: { verifier: { password } }, storage: { INBOX: { messages } } });
  imap.server.on('connection', (socket: Socket) => socket.setNoDelay(true));
  await new Promise<void>((resolve) => imap.listen(0, '127.0.0.1', resolve));
  const inner = (imap.server.address() as AddressInfo).port;
  const sockets = new Set<Socket>();
  const plain: string[] = [];
  const front = frontOf(tls, certificate, inner, plain);
  front.on('connection', (socket: Socket) => sockets.add(socket));
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  const inbox = () => imap.getMailbox('INBOX');
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return {
    settings: {
      to: 'verifier@mail.test',
      host: 'localhost',
      port: (front.address() as AddressInfo).port,
      secure: tls === 'implicit',
      username: 'verifier',
      password,
      folder: 'INBOX',
      caFile: certificate.caFile,
      seconds: 5,
    },
    deliver: (raw, flags = []) => imap.appendMessage('INBOX', flags, new Date(), raw),
    subjects: () => inbox().messages.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)?.[1]?.trim() ?? ''),
    hangUp,
    renumber: () => {
      inbox().uidvalidity += 1;
    },
    plain,
    close: async () => {
      hangUp();
      front.close();
      await new Promise<void>((resolve) => imap.close(resolve));
    },
  };
}

/** A mail's source. */
export function mail(parts: {
  subject?: string;
  to?: string;
  html?: string;
  text?: string;
  headers?: string[];
}): string {
  const { subject = 'hello', to = 'verifier@mail.test', html, text = 'nothing to see' } = parts;
  const type = html === undefined ? 'text/plain' : 'text/html';
  const head = [
    'From: Backtrace <crash@mail.test>',
    `To: ${to}`,
    `Subject: ${subject}`,
    ...(parts.headers ?? []),
  ];
  return [...head, 'MIME-Version: 1.0', `Content-Type: ${type}; charset=utf-8`, '', html ?? text, ''].join(
    '\r\n',
  );
}

function frontOf(
  tls: Options['tls'],
  certificate: Options['certificate'],
  inner: number,
  plain: string[],
): Server {
  if (tls === 'implicit') {
    return createTlsServer(certificate, (socket) => join(socket, connect(inner, '127.0.0.1')));
  }
  return createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('* OK ready\r\n');
    const capabilities = tls === 'starttls' ? 'IMAP4rev1 STARTTLS LOGINDISABLED' : 'IMAP4rev1';
    const talk = (chunk: Buffer) => {
      plain.push(chunk.toString());
      const [tag = '', command = ''] = chunk.toString().trim().split(' ');
      if (tls === 'starttls' && command.toUpperCase() === 'STARTTLS') {
        socket.off('data', talk);
        socket.write(`${tag} OK go ahead\r\n`);
        const secured = new TLSSocket(socket, { isServer: true, ...certificate });
        const behind = connect(inner, '127.0.0.1');
        // The greeting was said already.
        behind.once('data', () => join(secured, behind));
        return;
      }
      socket.write(`* CAPABILITY ${capabilities}\r\n${tag} OK done\r\n`);
    };
    socket.on('data', talk);
  });
}

function join(one: Socket, other: Socket): void {
  for (const socket of [one, other]) socket.setNoDelay(true).on('error', () => undefined);
  one.pipe(other).pipe(one);
  one.on('close', () => other.destroy());
  other.on('close', () => one.destroy());
}
