import { isIP } from 'node:net';
import { z } from 'zod';
import { effects, type ServiceHost, type SshSettings } from './types.ts';

const hostPort = /^(\[[0-9a-fA-F:.]+\]|[^\s:@/[\]]+)(?::(\d{1,5}))?$/;

/** An https or http origin without path, user or password. */
export const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    return reject(context, 'is not an http(s) URL', text);
  }
  if (url.username || url.password) {
    return reject(context, 'holds a user name or password; put them into …_USERNAME and …_PASSWORD');
  }
  if (url.pathname !== '/' || url.search || url.hash) {
    return reject(context, 'has a path or query; only scheme, host and port belong there', text);
  }
  return url;
});

/** An https or http URL that may have a path, without user, password, query or fragment; ends with a slash. */
export const baseUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return reject(context, 'is not an http(s) URL', text);
  if (url.username || url.password) return reject(context, 'holds a user name or password');
  if (url.search || url.hash) return reject(context, 'has a query or fragment', text);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
});

/** `host:port` to listen on, an IPv6 host in brackets; port 0 is any free one. */
export const listenAddress = z.string().transform((text, context) => {
  const match = hostPort.exec(text);
  const port = Number(match?.[2] ?? Number.NaN);
  if (!match?.[1] || !(port >= 0 && port <= 65535)) return reject(context, 'is not host:port', text);
  return { host: match[1].replace(/^\[(.*)\]$/, '$1'), port };
});

/** An IPv4 or IPv6 address. */
export const address = z.string().transform((text, context) => {
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) ? bare : reject(context, 'is not an IP address', text);
});

/** One e-mail address, without a name beside it. */
export const mailAddress = z
  .string()
  .regex(/^[^\s@,;:<>"()[\]]+@[^\s@,;:<>"()[\]]+$/, 'is not one plain e-mail address');

/** An IMAP server: `imaps://host[:port]` (TLS, 993) or `imap://host[:port]` (STARTTLS, 143). */
export const imapServer = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url?.hostname || !/^imaps?:$/.test(url.protocol)) {
    return reject(context, 'is not imaps://host or imap://host');
  }
  if (url.username || url.password) {
    return reject(context, 'holds a user name or password; put them into MAIL_USERNAME and MAIL_PASSWORD');
  }
  if (!/^\/?$/.test(url.pathname) || url.search || url.hash) {
    return reject(context, 'has a path or query; the folder belongs into MAIL_FOLDER');
  }
  const secure = url.protocol === 'imaps:';
  const port = url.port ? Number(url.port) : secure ? 993 : 143;
  return { host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port, secure };
});

/** `user@host[:port]`, an IPv6 host in brackets. */
export const sshTarget = z
  .string()
  .transform((text, context): Pick<SshSettings, 'user' | 'host' | 'port'> => {
    const at = text.lastIndexOf('@');
    const match = at > 0 ? hostPort.exec(text.slice(at + 1)) : null;
    const port = Number(match?.[2] ?? 22);
    if (!match?.[1] || port < 1 || port > 65535) {
      return reject(context, 'is not user@host or user@host:port', text);
    }
    return { user: text.slice(0, at), host: match[1].replace(/^\[(.*)\]$/, '$1'), port };
  });

/** Hosts, each alone or with a port, separated by commas or spaces; an IPv6 host in brackets. */
export const serviceHosts = z.string().transform((text, context): ServiceHost[] => {
  const words = text.split(/[\s,]+/).filter(Boolean);
  const hosts = words.map((word) => serviceHost(word));
  const wrong = words.find((_, index) => !hosts[index]);
  if (wrong !== undefined) return reject(context, 'is not host or host:port, without scheme and path', wrong);
  return hosts.filter((host) => host !== undefined);
});

function serviceHost(word: string): ServiceHost | undefined {
  const [, host, digits] = hostPort.exec(word) ?? [];
  const port = digits === undefined ? undefined : Number(digits);
  const isHost = host !== undefined && !host.includes('*') && URL.canParse(`https://${host}`);
  if (!isHost || (port !== undefined && (port < 1 || port > 65535))) return undefined;
  const { hostname } = new URL(`https://${host}`);
  return { host: hostname, ...(port === undefined ? {} : { port }) };
}

/** OpenSSH's way to write a key: `SHA256:` and 43 base64 characters. */
export const hostKey = z
  .string()
  .regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/, 'is not a SHA256:… fingerprint (ssh-keygen -lf prints it)');

/** Symbols as `debug file,debug identifier`, several separated by `;`. */
export const symbolNames = z.string().transform((text, context) => {
  const parts = text.split(';').map((part) => part.trim());
  const names = parts.map((part) => /^([^,/\\]+),([0-9A-Fa-f]{33,40})$/.exec(part));
  const wrong = parts.find((_, index) => !names[index]);
  if (wrong !== undefined) {
    return reject(context, 'is not DEBUG_FILE,DEBUG_ID, the id being 33 to 40 hex digits', wrong);
  }
  return names.map((name) => ({ debugFile: name?.[1] ?? '', debugId: (name?.[2] ?? '').toUpperCase() }));
});

/** An instant, ISO 8601 with a time zone. */
export const instant = z.string().transform((text, context) => {
  const zoned = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))$/.test(text);
  const time = zoned ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? reject(context, 'is not an ISO time with a time zone', text) : new Date(time);
});

/** Effects, separated by commas or spaces. */
export const allowed = z.string().transform((text, context) => {
  const words = text.split(/[\s,]+/).filter(Boolean);
  const unknown = words.filter((word) => !effects.some((effect) => effect === word));
  if (unknown.length > 0) {
    return reject(
      context,
      `knows no ${unknown.map((word) => `"${word}"`).join(', ')}; the words are ${effects.join(', ')}`,
    );
  }
  return effects.filter((effect) => words.includes(effect));
});

/** A positive number, optionally whole or with an upper bound. */
export function positive(options: { whole?: boolean; most?: number } = {}) {
  return z.string().transform((text, context) => {
    const value = Number(text);
    const fits = Number.isFinite(value) && value > 0 && value <= (options.most ?? Number.MAX_SAFE_INTEGER);
    if (!fits || (options.whole && !Number.isInteger(value))) {
      const kind = options.whole ? 'a whole number' : 'a number';
      return reject(
        context,
        `is not ${kind} above 0${options.most ? ` and at most ${options.most}` : ''}`,
        text,
      );
    }
    return value;
  });
}

/** `yes` or `no`. */
export const yesOrNo = z.string().transform((text, context) => {
  const word = text.toLowerCase();
  return word === 'yes' || word === 'no' ? word === 'yes' : reject(context, 'is neither yes nor no', text);
});

/** A project, as `universe/project` or `project` alone. */
export const projectName = z.string().transform((text) => {
  const slash = text.indexOf('/');
  return slash > 0 ? { universe: text.slice(0, slash), name: text.slice(slash + 1) } : { name: text };
});

function reject(context: z.RefinementCtx, what: string, found?: string): never {
  context.addIssue({ code: 'custom', message: found === undefined ? what : `${what} (found "${found}")` });
  return z.NEVER;
}
