import { FormData } from 'undici';
import { z } from 'zod';
import { registerSecret } from '../redact.ts';
import type { Ask } from './ask.ts';
import { understood } from './reply.ts';
import type { ApiRequest } from './request.ts';
import type { ProjectName } from './types.ts';

/** Where errors are submitted: the console itself or a writer. `url` is its origin with the path `/api/post`. */
export interface SubmissionListener {
  kind: 'console' | 'writer';
  url: URL;
}

export interface Attachment {
  name: string;
  contentType: string;
  bytes: Uint8Array;
}

export interface SubmitOptions {
  /** Submission or API token; without it the session's, with universe and project beside it. */
  token?: string;
  /** `json` by default (contract §4.1). */
  format?: 'json' | 'minidump' | 'symbols' | 'btt' | 'plcrash';
  /** Sent with the report as multipart form. */
  attachments?: readonly Attachment[];
  /** Attributes beside those in the report. */
  attributes?: Record<string, string>;
  /** Symbol tag. */
  tag?: string;
  /** Waits until the error is stored; the token needs the capability `sync:post`. */
  sync?: boolean;
}

/** What the server said to an accepted submission; nothing of it is taken for granted. */
export interface Submitted {
  status: number;
  milliseconds: number;
  contentType: string | null;
  /** `ok` where all is well. */
  response: unknown;
  rxid: unknown;
  /** Only from a synchronous submission. */
  object?: string;
  fingerprint?: string;
  unique?: boolean;
  /** The whole parsed reply. */
  reply: Record<string, unknown>;
}

const submitted = z.looseObject({
  response: z.unknown().optional(),
  _rxid: z.unknown().optional(),
  object: z.string().optional(),
  fingerprint: z.string().optional(),
  unique: z.boolean().optional(),
});

export function submitting(ask: Ask) {
  const post = async (request: ApiRequest): Promise<Submitted> => {
    let seen = { status: 0, milliseconds: 0, contentType: null as string | null };
    const json = await ask.json(request, ({ status, milliseconds, headers }) => {
      seen = { status, milliseconds, contentType: headers['content-type'] ?? null };
    });
    const reply = understood(submitted, json, ask.asked(request));
    const { response, _rxid: rxid, object, fingerprint, unique } = reply;
    return { ...seen, response, rxid, object, fingerprint, unique, reply };
  };

  return {
    /** The console, and each submission listener of the login document on the console's host. */
    async submissionListeners(): Promise<SubmissionListener[]> {
      const { endpoints } = await ask.login();
      const writers = (endpoints.post ?? []).map(({ protocol, port }): SubmissionListener => {
        const url = new URL('/api/post', ask.settings.url);
        url.protocol = protocol;
        url.port = String(port);
        return { kind: 'writer', url };
      });
      return [{ kind: 'console', url: new URL('/api/post', ask.settings.url) }, ...writers];
    },
    /**
     * Submits a report: an object as JSON, text and bytes as they are. Throws `ServerRefused` where the server says
     * no, and `Unanswered` where its reply is not JSON.
     */
    submit(
      to: SubmissionListener,
      project: ProjectName,
      report: object | string | Uint8Array,
      options: SubmitOptions = {},
    ): Promise<Submitted> {
      const { token, format = 'json', tag, sync, attributes = {}, attachments = [] } = options;
      registerSecret(token);
      const bytes = submittedBytes(report);
      return post({
        method: 'POST',
        path: to.url.href,
        ...(token === undefined ? { project } : {}),
        query: { ...attributes, token, format, tag, _mod_sync: sync ? '1' : undefined },
        raw: attachments.length > 0 ? form(bytes, format, attachments) : single(bytes, format),
        token: token === undefined ? 'query' : 'none',
        grounds: 'makes',
      });
    },
  };
}

/** The bytes that a report is sent as: an object as JSON, text as UTF-8. */
export function submittedBytes(report: object | string | Uint8Array): Uint8Array {
  if (report instanceof Uint8Array) return report;
  return new TextEncoder().encode(typeof report === 'string' ? report : JSON.stringify(report));
}

function single(body: Uint8Array, format: string): ApiRequest['raw'] {
  return { body, contentType: format === 'json' ? 'application/json' : 'application/octet-stream' };
}

/** Field names as the server expects them: `upload_file`, then `attachment_<name>` (contract §4.1). */
function form(body: Uint8Array, format: string, attachments: readonly Attachment[]): ApiRequest['raw'] {
  const parts = new FormData();
  const field = format === 'minidump' ? 'upload_file_minidump' : 'upload_file';
  const type = format === 'json' ? 'application/json' : 'application/octet-stream';
  parts.set(field, new Blob([body], { type }), `${field}.${format}`);
  for (const { name, contentType, bytes } of attachments) {
    parts.append(`attachment_${name}`, new Blob([bytes], { type: contentType }), name);
  }
  return { body: parts };
}
