import { isIP } from 'node:net';
import { z } from 'zod';

/** A name server as an IP address, optionally with a port: `192.0.2.53`, `192.0.2.53:5353`, `[2001:db8::53]:5353`. */
export const nameServer = z.string().transform((text, context) => {
  const bracketed = /^\[([^\]]+)\](?::(\d{1,5}))?$/.exec(text);
  const [, address = '', digits] = bracketed ?? /^([0-9a-f:.]+):(\d{1,5})$/i.exec(text) ?? [];
  const host = isIP(text) ? text : address;
  const port = isIP(text) ? 53 : Number(digits ?? 53);
  if (isIP(host) && port > 0 && port < 65_536) return { host, port };
  context.addIssue({ code: 'custom', message: `is not an IP address, or IP:port (found "${text}")` });
  return z.NEVER;
});

/** IP addresses, separated by commas or spaces. */
export const addresses = z.string().transform((text, context) => {
  const words = text.split(/[\s,]+/).filter(Boolean);
  const wrong = words.filter((word) => isIP(word) === 0);
  if (wrong.length === 0) return words;
  context.addIssue({
    code: 'custom',
    message: `holds ${wrong.map((word) => `"${word}"`).join(', ')}, not an IP address`,
  });
  return z.NEVER;
});

/** Hosts of https URLs, each with its port where that is not 443, separated by commas or spaces; lower case. */
export const hosts = z.string().transform((text, context) => {
  const words = text.split(/[\s,]+/).filter(Boolean);
  const read = words.map((word) =>
    URL.canParse(`https://${word}`) ? new URL(`https://${word}`) : undefined,
  );
  const isBare = (url: URL | undefined) => url?.href === `https://${url?.host}/` && !url.host.includes('*');
  const wrong = words.filter((_, index) => !isBare(read[index]));
  if (words.length > 0 && wrong.length === 0) return read.flatMap((url) => url?.host ?? []);
  context.addIssue({
    code: 'custom',
    message:
      words.length === 0
        ? 'names no host'
        : `holds ${wrong.map((word) => `"${word}"`).join(', ')}, not a host or host:port`,
  });
  return z.NEVER;
});
