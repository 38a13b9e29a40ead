import type { AddressObject, EmailAddress, ParsedMail } from 'mailparser';
import { linksIn, textIn } from './links.ts';

/** A mail as it arrived in the mailbox. Addresses are in lower case. */
export interface Mail {
  /** Its number in the folder. */
  uid: number;
  from: string[];
  /** Everybody in To and Cc. */
  recipients: string[];
  /** Whom a mail server says it delivered to. */
  deliveredTo: string[];
  subject: string;
  /** What a reader sees; of a mail with HTML only, its text. */
  text: string;
  /** Where a reader can go from it, each once; see `linksIn`. */
  links: string[];
  /** It is larger than what was read of it. */
  cut: boolean;
}

const longestText = 256 * 1024;

/** A mail from its source, which may be cut at its end. Broken MIME gives what can be read of it. */
export async function parseMail(uid: number, source: Buffer, cut: boolean): Promise<Mail> {
  // Loaded here, for the same reason as imapflow.
  const { simpleParser } = await import('mailparser');
  const mail = await simpleParser(source, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
  });
  const html = mail.html || undefined;
  const text = mail.text || (html ? textIn(html) : '');
  return {
    uid,
    from: addressesIn(mail.from),
    recipients: [...new Set([...addressesIn(mail.to), ...addressesIn(mail.cc)])],
    deliveredTo: deliveredTo(mail),
    subject: mail.subject ?? '',
    text: text.slice(0, longestText),
    links: linksIn({ html, text: mail.text }),
    cut,
  };
}

/** Whether the mark stands in what a reader sees or can follow. */
export function carries(mail: Mail, mark: string): boolean {
  return [mail.subject, mail.text, ...mail.recipients, ...mail.deliveredTo, ...mail.links].some((part) =>
    part.toLowerCase().includes(mark.toLowerCase()),
  );
}

function deliveredTo({ headerLines }: ParsedMail): string[] {
  return headerLines
    .filter(({ key }) => key === 'delivered-to' || key === 'x-original-to' || key === 'envelope-to')
    .flatMap(({ line }) => line.slice(line.indexOf(':') + 1).split(/[\s<>,;]/))
    .filter((word) => /.@./.test(word))
    .map((address) => address.toLowerCase());
}

function addressesIn(objects: AddressObject | AddressObject[] | undefined): string[] {
  const all = (each: EmailAddress): string[] => [
    ...(each.address ? [each.address.toLowerCase()] : []),
    ...(each.group ?? []).flatMap(all),
  ];
  return [objects ?? []].flat().flatMap(({ value }) => value.flatMap(all));
}
