import { gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import type { StoredError } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter, noSuchObject } from '../failure.ts';
import { identify, person, requireCapability } from '../identity.ts';
import type { Input, LabEnv } from '../input.ts';
import { scopeOf } from '../scope.ts';
import { isPhysicallyDeleted, objectOf } from '../store/objects.ts';
import { originalReport, processedReport, reportText } from '../submission/rendering.ts';

/** `GET /api/get`: an object or an attachment as bytes (contract §4.2, §4.3). */
export function getEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().get('/get', (c) => {
    const { parameters, token } = c.var.input;
    const identity = identify(coronerd, token);
    requireCapability(identity, 'object:get');
    const { pid } = scopeOf(coronerd, identity, parameters.get('universe'), parameters.get('project'));
    const object = parameters.get('object') ?? '';
    const error = objectOf(coronerd, pid, object);
    if (isPhysicallyDeleted(error)) throw noSuchObject(object);
    if (parameters.has('attachment_id') || parameters.has('attachment_name')) {
      person(identity);
      return attachment(error, parameters);
    }
    return resource(error, parameters.get('resource') ?? '');
  });
}

function attachment(error: StoredError, parameters: Input['parameters']): Response {
  const id = parameters.get('attachment_id');
  const name = parameters.get('attachment_name');
  const found = error.attachments.find((each) => (id === null ? each.name === name : each.id === id));
  if (!found) throw invalidParameter(id === null ? 'attachment_name' : 'attachment_id', 'no such attachment');
  const disposition = parameters.get('attachment_inline') === 'true' ? 'inline' : 'attachment';
  return bytes(
    Buffer.from(found.base64, 'base64'),
    found.name,
    { 'content-type': found.contentType },
    disposition,
  );
}

function resource(error: StoredError, name: string): Response {
  const id = error.id.toString(16);
  if (name === '' || name === 'raw') {
    return bytes(originalReport(error), `${id}.bin`, { 'content-type': 'application/octet-stream' });
  }
  if (name === 'json.gz') {
    const json = JSON.stringify(processedReport(error));
    return compressed(json, `${id}.json.gz`, 'application/json');
  }
  if (name === 'txt.gz') return compressed(reportText(error), `${id}.txt.gz`, 'text/plain; charset=utf-8');
  throw invalidParameter('resource', `'${name}'`);
}

/** Compressed whatever the client accepts (contract §4.3). */
function compressed(text: string, filename: string, contentType: string): Response {
  return bytes(gzipSync(text), filename, { 'content-type': contentType, 'content-encoding': 'gzip' });
}

function bytes(
  body: Buffer,
  filename: string,
  headers: Record<string, string>,
  disposition = 'attachment',
): Response {
  const ascii = filename.replace(/[^\x20-\x7e]|["\\]/g, '_');
  const contentDisposition = `${disposition}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(filename)}`;
  return new Response(new Uint8Array(body), {
    headers: { ...headers, 'content-disposition': contentDisposition },
  });
}
