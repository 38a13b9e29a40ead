import { Agent, request } from 'undici';
import { z } from 'zod';
import { excerpt, registerSecret } from '../redact.ts';
import type { TrackerSettings } from '../settings/settings.ts';
import { trusting } from '../trusted-certificates.ts';
import { Unanswered } from '../unanswered.ts';
import { type Owned, type OwnTicket, proven } from '../undo/owned.ts';

/** A ticket as the tracker has it. */
export interface Ticket {
  key: string;
  /** Every link in its fields and its remote links. */
  links: string[];
  /** Its fields and remote links as JSON. */
  text: string;
  /** When it was created, ISO 8601 by the tracker's clock; undefined where it does not tell. */
  created?: string;
}

export interface Tracker {
  /** Undefined where the tracker has no such ticket. */
  ticket(key: string): Promise<Ticket | undefined>;
  /** Keys of tickets that hold a text. */
  find(text: string): Promise<string[]>;
  /**
   * Deletes a ticket of the run, else closes it; undefined where the tracker allows neither. A ticket that is gone is
   * deleted.
   */
  remove(ticket: Owned<OwnTicket>): Promise<'deleted' | 'closed' | undefined>;
}

const issue = z.looseObject({ key: z.string(), fields: z.looseObject({}).default({}) });
const found = z.looseObject({ issues: z.array(issue).default([]) });
const transitions = z.looseObject({
  transitions: z.array(
    z.looseObject({
      id: z.string(),
      to: z
        .looseObject({ statusCategory: z.looseObject({ key: z.string().optional() }).optional() })
        .optional(),
    }),
  ),
});

const milliseconds = 30_000;
const largest = 4 * 1024 * 1024;

/**
 * A Jira-like tracker over its REST API 2. Throws `Unanswered` where it cannot be reached, refuses the login, or
 * answers something else, or where its certificate is not good. Only the tickets that are named are touched; redirects
 * are not followed, so that the login goes nowhere else.
 */
export function openTracker({ url, username, password, caFile }: TrackerSettings): Tracker {
  registerSecret(password);
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  registerSecret(basic);
  // Both the address of the tracker and of its API are in use.
  const api = new URL(/\/rest\/api\/2\/$/.test(url.pathname) ? url : new URL('rest/api/2/', url));

  let agent: Agent | undefined;
  const dispatcher = () => {
    // `rejectUnauthorized` is said outright, so that no environment makes every certificate good.
    const trust = caFile ? { secureContext: trusting(caFile, 'TRACKER_CA_FILE') } : {};
    agent ??= new Agent({ connect: { rejectUnauthorized: true, ...trust } });
    return agent;
  };

  const ask = async (method: 'GET' | 'POST' | 'DELETE', path: string, json?: unknown) => {
    const at = { asked: `${method} ${api.pathname}${path}`, where: api.origin };
    const reply = await request(new URL(path, api), {
      method,
      dispatcher: dispatcher(),
      headers: {
        authorization: `Basic ${basic}`,
        accept: 'application/json',
        'user-agent': 'backtrace-migration-verification',
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      signal: AbortSignal.timeout(milliseconds),
    }).catch((cause: unknown) => {
      throw unanswered(
        at,
        `could not be asked: ${reasonOf(cause)}`,
        'check TRACKER_URL and the network; trust the authority of its certificate by TRACKER_CA_FILE',
        cause,
      );
    });
    const body = await textOf(reply.body);
    if (body === undefined) {
      const next = 'check that TRACKER_URL names a tracker with REST API 2';
      throw unanswered(at, `answered with more than ${largest} bytes, which are not read`, next);
    }
    if (reply.statusCode === 401) {
      const next = 'correct TRACKER_USERNAME and TRACKER_PASSWORD';
      throw unanswered(at, 'refused the login (HTTP 401)', next);
    }
    return { ...at, status: reply.statusCode, body };
  };
  type Answer = Awaited<ReturnType<typeof ask>>;

  const read = <S extends z.ZodType>(schema: S, answer: Answer): z.output<S> => {
    const parsed = answer.status === 200 ? schema.safeParse(jsonOf(answer.body)) : undefined;
    if (parsed?.success) return parsed.data;
    const said = `HTTP ${answer.status}: ${JSON.stringify(excerpt(answer.body, 200))}`;
    throw unanswered(answer, `answered ${said}`, 'check that TRACKER_URL names a tracker with REST API 2');
  };

  const close = async (key: string): Promise<'closed' | undefined> => {
    const listed = await ask('GET', `issue/${encodeURIComponent(key)}/transitions`);
    if (listed.status !== 200) return undefined;
    const done = read(transitions, listed).transitions.find(({ to }) => to?.statusCategory?.key === 'done');
    if (!done) return undefined;
    const reply = await ask('POST', `issue/${encodeURIComponent(key)}/transitions`, {
      transition: { id: done.id },
    });
    return reply.status < 300 ? 'closed' : undefined;
  };

  return {
    async ticket(key) {
      const answer = await ask('GET', `issue/${encodeURIComponent(key)}`);
      if (answer.status === 404) return undefined;
      const { key: named, fields } = read(issue, answer);
      const remote = await ask('GET', `issue/${encodeURIComponent(key)}/remotelink`);
      const text = JSON.stringify(fields) + (remote.status === 200 ? remote.body : '');
      const { created } = fields;
      return {
        key: named,
        links: linksIn(text),
        text,
        ...(typeof created === 'string' ? { created } : {}),
      };
    },
    async find(text) {
      const jql = new URLSearchParams({ jql: `text ~ "${text.replaceAll(/["\\]/g, '')}"`, maxResults: '20' });
      const { issues } = read(found, await ask('GET', `search?${jql}`));
      return issues.filter((each) => JSON.stringify(each.fields).includes(text)).map(({ key }) => key);
    },
    async remove(ticket) {
      const { key } = proven(ticket);
      const { status } = await ask('DELETE', `issue/${encodeURIComponent(key)}`);
      return status < 300 || status === 404 ? 'deleted' : close(key);
    },
  };
}

function linksIn(json: string): string[] {
  return [...json.matchAll(/https?:\/\/[^\s"'<>\\)|\]]+/gi)].map(([link]) => link);
}

/** Undefined where it is too large, which is broken off. */
async function textOf(body: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > largest) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unanswered(
  { asked, where }: { asked: string; where: string },
  happened: string,
  next: string,
  cause?: unknown,
): Unanswered {
  return new Unanswered(`the tracker ${where} ${happened} (${asked})`, { asked, where, next, cause });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
