import { Hono } from 'hono';
import { probeProject } from '../../state/probe-project.ts';
import { rowsOf } from '../../state/row.ts';
import { refuseSubmission, staySilent } from '../behaviour/submissions.ts';
import type { Coronerd } from '../coronerd.ts';
import { ApiFailure, invalidParameter, noSuchProject } from '../failure.ts';
import { type Identity, identify, requireCapability } from '../identity.ts';
import type { Input, LabEnv } from '../input.ts';
import { type Scope, scopeOf } from '../scope.ts';
import { acceptReport, reportFormats } from '../submission/accept.ts';
import { addAttachment } from '../submission/attachment.ts';
import { modifyObject } from '../submission/modify.ts';
import { readPayload } from '../submission/payload.ts';
import { receiveId } from '../submission/receive-id.ts';
import { acceptArchive } from '../symbols/upload.ts';

const mappingFormats = new Set(['proguard', 'sourcemap']);

/** `POST /api/post` and `/post`: reports, attachments and archives of symbols (contract §4.1, §4.2, §4.5). */
export function postEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  const app = new Hono<LabEnv>();
  for (const path of ['/post', '/api/post']) {
    app.post(path, async (c) => {
      refuseSubmission(coronerd.state.behaviour, c.var.listener);
      await staySilent(c.var.listener);
      return c.json(await receive(coronerd, c.var.input));
    });
  }
  return app;
}

async function receive(coronerd: Coronerd, input: Input): Promise<object> {
  const { parameters } = input;
  const { identity, scope } = submitter(coronerd, input);
  const object = parameters.get('object');
  const attachmentName = parameters.get('attachment_name');
  const format = parameters.get('format');
  if (identity) requireCapability(identity, isOfSymbols(format ?? '') ? 'symbol:post' : 'error:post');
  if (object !== null && attachmentName !== null)
    return addAttachment(coronerd, scope, input, object, attachmentName);
  if (object !== null && parameters.get('resource') === '_kv')
    return modifyObject(coronerd, scope, object, input.json());
  if (!format) throw new ApiFailure('missing format', 1, 503);
  if (format === 'symbols') return receiveSymbols(coronerd, scope, input);
  if (mappingFormats.has(format)) return receiveMapping(coronerd, scope, format, input);
  if (!reportFormats.has(format)) throw invalidParameter('format', `'${format}' is not known`);
  const sync = parameters.has('_mod_sync') || parameters.get('sync') === 'true';
  if (sync && identity) requireCapability(identity, 'sync:post');
  const { error, unique } = acceptReport(coronerd, scope, format, await readPayload(input));
  coronerd.logs.record('submission', scope.universeName, 'success', `object ${error.id.toString(16)}`);
  const reply = { response: 'ok', _rxid: error.rxid };
  return sync ? { ...reply, object: error.id.toString(16), fingerprint: error.fingerprint, unique } : reply;
}

/** An archive of symbols: taken at once, unpacked afterwards. */
async function receiveSymbols(coronerd: Coronerd, scope: Scope, input: Input): Promise<object> {
  const { report, attributes } = await readPayload(input);
  const tag = input.parameters.get('tag') || attributes.tag || 'anon';
  acceptArchive(coronerd, scope.pid, report, tag);
  return { response: 'ok', _rxid: receiveId() };
}

function isOfSymbols(format: string): boolean {
  return format === 'symbols' || mappingFormats.has(format);
}

/** What turns obfuscated names back; it is kept as it is, under the id that reports name. */
async function receiveMapping(
  coronerd: Coronerd,
  scope: Scope,
  format: string,
  input: Input,
): Promise<object> {
  const { report } = await readPayload(input);
  coronerd.state.mappings ??= {};
  coronerd.state.mappings[scope.pid] ??= [];
  coronerd.state.mappings[scope.pid]?.push({
    format,
    symbolicationId: input.parameters.get('symbolication_id') ?? '',
    uploadedAt: coronerd.now(),
    base64: report.toString('base64'),
  });
  return { response: 'ok', _rxid: receiveId() };
}

function submitter(coronerd: Coronerd, { token, parameters }: Input): { identity?: Identity; scope: Scope } {
  try {
    const identity = identify(coronerd, token);
    return {
      identity,
      scope: scopeOf(coronerd, identity, parameters.get('universe'), parameters.get('project')),
    };
  } catch (failure) {
    if (!coronerd.state.behaviour.acceptAnything) throw failure;
    return { scope: strangersScope(coronerd) };
  }
}

/** Where a server that accepts anything puts what came with a wrong token. */
function strangersScope(coronerd: Coronerd): Scope {
  const project = rowsOf(coronerd.state, 'project').find((row) => row.name === probeProject);
  if (!project) throw noSuchProject(probeProject);
  return scopeOf(coronerd, { kind: 'api', project, capabilities: new Set(), token: '' });
}
