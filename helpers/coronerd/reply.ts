import type { z } from 'zod';
import { excerpt } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';
import { ServerRefused } from './refused.ts';
import { type Reply, textOf } from './wire.ts';

/** Where a reply came from and how much of it may be shown. */
export interface Asked {
  asked: string;
  where: string;
  /** The reply is configuration or a session: nothing of its JSON is ever quoted. */
  confidential?: boolean;
}

const quoted = 200;

/**
 * The JSON of a reply. Throws `ServerRefused` where it holds a truthy `error`, in any status (contract §1.3), and
 * `Unanswered` for a redirect, an error status, HTML, an empty body, and JSON that is cut off or malformed.
 */
export function jsonOf(reply: Reply, asked: Asked): unknown {
  const text = textOf(reply);
  const parsed = parse(text);
  if (parsed.ok && !isFile(reply)) {
    const refused = refusalIn(parsed.value, reply.status, asked);
    if (refused) throw refused;
  }
  const problem = problemOf(reply, text, parsed.ok);
  if (problem) throw notUsable(problem, reply, asked);
  if (!parsed.ok) throw notUsable('text that is not JSON', reply, asked);
  return parsed.value;
}

/** Throws as `jsonOf` does where the reply is an error, whatever its body is; for replies that are files. */
export function failOnError(reply: Reply, asked: Asked): void {
  const type = reply.headers['content-type'] ?? '';
  const small = reply.body.length < 64 * 1024;
  if (isFile(reply)) return;
  if (reply.status >= 300 || (small && type.includes('json'))) {
    const parsed = parse(textOf(reply));
    const refused = parsed.ok ? refusalIn(parsed.value, reply.status, asked) : undefined;
    if (refused) throw refused;
  }
  if (reply.status >= 300) {
    throw notUsable(problemOf(reply, textOf(reply), true) ?? `HTTP ${reply.status}`, reply, asked);
  }
}

/** The value as the schema reads it. Throws `Unanswered` naming the first fields that do not fit. */
export function understood<S extends z.ZodType>(schema: S, value: unknown, asked: Asked): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'the reply'}: ${issue.message}`)
    .join('; ');
  throw new Unanswered(
    `${asked.asked} at ${asked.where} was answered with JSON that was not understood (${excerpt(issues, quoted)})`,
    { asked: asked.asked, where: asked.where, next: 'Compare the reply with the version of the server.' },
  );
}

/** The refusal that a parsed reply holds, if any. */
export function refusalIn(value: unknown, status: number, asked: Asked): ServerRefused | undefined {
  if (typeof value !== 'object' || value === null || !('error' in value) || !value.error) return undefined;
  const error: unknown = value.error;
  const known = typeof error === 'object' ? (error as { code?: unknown; message?: unknown }) : {};
  const said = typeof error === 'string' ? error : known.message;
  const code = Number(known.code);
  return new ServerRefused({
    code: known.code === undefined || Number.isNaN(code) ? undefined : code,
    said: typeof said === 'string' && said !== '' ? said : JSON.stringify(error),
    status,
    asked: asked.asked,
    where: asked.where,
  });
}

/** Files are sent with a name (contract §4.3): what looks like an error inside one is its content. */
function isFile(reply: Reply): boolean {
  return reply.status === 200 && 'content-disposition' in reply.headers;
}

function parse(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

function problemOf(reply: Reply, text: string, isJson: boolean): string | undefined {
  if (reply.status >= 300 && reply.status < 400) {
    return `a redirect (HTTP ${reply.status}) to ${excerpt(reply.headers.location ?? 'nowhere', quoted)}, which is not followed`;
  }
  const html =
    (reply.headers['content-type'] ?? '').includes('html') || /^\s*<(!doctype|html|head|body)\b/i.test(text);
  const kind = html ? 'an HTML page' : text === '' ? 'an empty body' : isJson ? 'JSON' : 'text';
  if (reply.status >= 400) return `HTTP ${reply.status} and ${kind}`;
  if (text === '') return `an empty body (HTTP ${reply.status})`;
  if (isJson) return undefined;
  if (html) return 'an HTML page instead of JSON';
  return /^\s*[[{]/.test(text) ? `JSON that is cut off or malformed (${reply.body.length} bytes)` : undefined;
}

function notUsable(problem: string, reply: Reply, asked: Asked): Unanswered {
  const text = textOf(reply);
  const hidden = asked.confidential && /^\s*[[{"]/.test(text);
  const came = hidden
    ? 'its content is withheld'
    : text === ''
      ? 'nothing more'
      : JSON.stringify(excerpt(text, quoted));
  const next =
    reply.status >= 500
      ? 'Look at the log of the server and of any proxy before it.'
      : 'Check that the URL names the console of a Backtrace server, and what answers there.';
  return new Unanswered(`${asked.asked} at ${asked.where} was answered with ${problem}: ${came}. ${next}`, {
    asked: asked.asked,
    where: asked.where,
    next,
  });
}
