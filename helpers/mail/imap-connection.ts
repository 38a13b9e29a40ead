import type { ImapFlow } from 'imapflow';
import type { MailSettings } from '../settings/types.ts';
import { trusting } from '../trusted-certificates.ts';
import { Unanswered } from '../unanswered.ts';
import { imapFailure } from './imap-failure.ts';

const patience = 10_000;

/** A connection with the folder opened, and how the folder numbers its mails (RFC 3501 §2.3.1.1). */
export interface OpenFolder {
  client: ImapFlow;
  uidValidity: string;
  /** The number that the next mail will have. */
  uidNext: number;
}

/**
 * Logs in over TLS, never without, and opens the folder; nothing is fetched, whatever the folder holds.
 * Throws `Unanswered`: not reachable, not trusted, refused, no such folder.
 */
export async function openFolder(settings: MailSettings): Promise<OpenFolder> {
  const { host, port, secure, username, password, folder, caFile } = settings;
  // Loaded here: most runs read no mail, and would start later.
  const imapflow = await import('imapflow');
  const client = new imapflow.ImapFlow({
    host,
    port,
    secure,
    ...(secure ? {} : { doSTARTTLS: true }),
    auth: { user: username, pass: password },
    tls: {
      rejectUnauthorized: true,
      ...(caFile ? { secureContext: trusting(caFile, 'MAIL_CA_FILE') } : {}),
    },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: 60_000,
  });
  // Each command rejects by itself; without a listener the same failure would end the process.
  client.on('error', () => undefined);
  let doing = 'connect and log in';
  try {
    await client.connect();
    doing = `open the folder ${folder}`;
    const opened = await client.mailboxOpen(folder);
    return {
      client,
      uidValidity: String(opened.uidValidity),
      uidNext: opened.uidNext || (await highest(client)) + 1,
    };
  } catch (error) {
    client.close();
    if (error instanceof Unanswered) throw error;
    throw imapFailure(settings, doing, error);
  }
}

/** The number of the newest mail; 0 in an empty folder. */
async function highest(client: ImapFlow): Promise<number> {
  const newest = await client.fetchOne('*', { uid: true });
  return newest ? newest.uid : 0;
}
