import { excerpt } from '../redact.ts';
import type { MailSettings } from '../settings/types.ts';
import { Unanswered } from '../unanswered.ts';

/** The parts of ImapFlow's and Node's errors that tell what happened; nothing of the command, which may hold a password. */
interface Failure {
  message?: string;
  code?: string;
  authenticationFailed?: boolean;
  responseText?: string;
  serverResponseCode?: string;
}

const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Why the mailbox could not be asked, as `error`: whether the mail arrived cannot be told. */
export function imapFailure(settings: MailSettings, doing: string, error: unknown): Unanswered {
  const failure = (typeof error === 'object' && error !== null ? error : {}) as Failure;
  const where = `${settings.secure ? 'imaps' : 'imap'}://${settings.host}:${settings.port}`;
  const { said, next } = toldBy(failure, settings);
  // Without `cause`: the library's error carries the command that failed.
  return new Unanswered(`the mailbox ${where} (folder ${settings.folder}): ${doing}: ${excerpt(said, 300)}`, {
    asked: doing,
    where,
    next,
  });
}

function toldBy(failure: Failure, { secure }: MailSettings): { said: string; next: string } {
  const { code = '', message = 'no reason given', responseText } = failure;
  const said = [...new Set([message, responseText, code])].filter(Boolean).join('; ');
  if (failure.authenticationFailed)
    return {
      said: `the login was refused: ${said}`,
      next: 'Correct MAIL_USERNAME and MAIL_PASSWORD; some providers want an app password for IMAP.',
    };
  if (untrusted.has(code))
    return {
      said: `its certificate is not trusted: ${said}`,
      next: 'Name the server as its certificate does, or set MAIL_CA_FILE to its authority.',
    };
  if (code === 'EPROTO' || /wrong version number|ssl3_get_record/i.test(message))
    return { said: `it does not speak TLS there: ${said}`, next: 'For STARTTLS write imap://host:143.' };
  if (/starttls/i.test(message))
    return { said: `it offers no STARTTLS: ${said}`, next: 'Use imaps://; nothing is said without TLS.' };
  if (/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|CONNECT_TIMEOUT)$/.test(code))
    return { said, next: 'Check MAIL_IMAP, and that this machine may connect there.' };
  return {
    said,
    next: secure ? 'Check MAIL_IMAP and MAIL_FOLDER.' : 'Check MAIL_IMAP and MAIL_FOLDER; imaps:// is usual.',
  };
}
