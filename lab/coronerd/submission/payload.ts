import type { StoredError } from '../../state/types.ts';
import { emptyBody, malformed } from '../failure.ts';
import type { Input } from '../input.ts';

type Attachment = Omit<StoredError['attachments'][number], 'id'>;

/** A submission taken apart: the report, what came with it as attributes, and attachments. */
export interface Payload {
  report: Buffer;
  contentType: string;
  attributes: Record<string, string>;
  attachments: Attachment[];
}

/** Query parameters that are not attributes (contract §4.1). */
const reserved = new Set([
  'token',
  'universe',
  'project',
  'format',
  'tag',
  'symbolication_id',
  'sync',
  'object',
  'resource',
  'attachment_name',
]);
const uploadFields = new Set(['upload_file', 'upload_file_minidump']);

/** Takes a raw or multipart body apart. Throws `empty body`, `malformed submission`. */
export async function readPayload(input: Input): Promise<Payload> {
  const attributes: Record<string, string> = {};
  for (const [name, value] of input.parameters) {
    if (!reserved.has(name) && !name.startsWith('_mod_')) attributes[name] = value;
  }
  if (input.body.length === 0) throw emptyBody();
  if (!input.contentType.startsWith('multipart/form-data')) {
    return { report: input.body, contentType: input.contentType, attributes, attachments: [] };
  }
  return readMultipart(input, attributes);
}

async function readMultipart(input: Input, attributes: Record<string, string>): Promise<Payload> {
  const form = await formData(input);
  const payload: Payload = { report: Buffer.alloc(0), contentType: '', attributes, attachments: [] };
  let found = false;
  for (const [name, value] of form) {
    if (uploadFields.has(name)) {
      payload.report =
        typeof value === 'string' ? Buffer.from(value) : Buffer.from(await value.arrayBuffer());
      payload.contentType = typeof value === 'string' ? 'text/plain' : value.type;
      found = true;
    } else if (typeof value === 'string') payload.attributes[name] = value;
    else payload.attachments.push(await attachment(name, value));
  }
  if (!found) throw malformed('no part upload_file or upload_file_minidump');
  if (payload.report.length === 0) throw emptyBody();
  return payload;
}

async function formData(input: Input): Promise<FormData> {
  try {
    const body = new Uint8Array(input.body);
    return await new Response(body, { headers: { 'content-type': input.contentType } }).formData();
  } catch {
    throw malformed('the multipart body cannot be read');
  }
}

async function attachment(field: string, file: File): Promise<Attachment> {
  const name = field.startsWith('attachment_') ? field.slice('attachment_'.length) : file.name;
  const bytes = Buffer.from(await file.arrayBuffer());
  return { name, contentType: file.type || 'application/octet-stream', base64: bytes.toString('base64') };
}
