import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import hoodiecrow from 'hoodiecrow-imap';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import type { Mailroom, OutgoingMail } from './mailroom.ts';

/** What is in the mailbox. */
export interface MailboxView {
  /** How many mails came so far, deleted ones among them. */
  come: number;
  /** Subjects of those that are there now. */
  subjects: string[];
}

/** An SMTP and an IMAP server on the loopback, without TLS of their own. */
export interface Backend {
  imapPort: number;
  send(mail: OutgoingMail): Promise<void>;
  mailbox(): MailboxView;
  close(): Promise<void>;
}

/** Starts both; mail to the account's address, plus-addresses included, lands in its INBOX, other mail nowhere. */
export async function startBackend(account: Mailroom['account']): Promise<Backend> {
  const imap = hoodiecrow({
    plugins: ['UIDPLUS', 'IDLE', 'ID', 'UNSELECT'],
    users: { [account.username]: { password: account.password } },
    storage: { INBOX: { messages: [] } },
  });
  imap.server.on('connection', (socket: Socket) => socket.setNoDelay(true));
  await new Promise<void>((resolve) => imap.listen(0, '127.0.0.1', resolve));
  let come = 0;
  const smtp = smtpServer(account.address, (raw) => {
    come += 1;
    imap.appendMessage('INBOX', [], new Date(), raw);
  });
  const listening = smtp.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const port = (listening.address() as AddressInfo).port;
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
  return {
    imapPort: (imap.server.address() as AddressInfo).port,
    send: async (mail) => {
      await transport.sendMail(mail);
    },
    mailbox: () => ({
      come,
      subjects: imap.getMailbox('INBOX').messages.map(({ raw }) => /^Subject: (.*)$/im.exec(raw)?.[1] ?? ''),
    }),
    close: async () => {
      transport.close();
      await new Promise<void>((resolve) => smtp.close(resolve));
      await new Promise<void>((resolve) => imap.close(resolve));
    },
  };
}

function smtpServer(address: string, deliver: (raw: string) => void): SMTPServer {
  const [local = '', domain = ''] = address.split('@');
  const isOurs = (recipient: string) => {
    const [name = '', host] = recipient.toLowerCase().split('@');
    return host === domain && name.split('+')[0] === local;
  };
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData: (stream, session, done) => {
      buffer(stream).then((source) => {
        for (const { address: recipient } of session.envelope.rcptTo) {
          if (!isOurs(recipient)) continue;
          deliver(`Delivered-To: ${recipient}\r\n${source.toString('binary')}`);
        }
        done();
      }, done);
    },
  });
}
