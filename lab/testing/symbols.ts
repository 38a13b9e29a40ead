import { minidump } from '../../helpers/payloads/minidump.ts';
import type { ProbeProgram } from '../../helpers/payloads/probe-program.ts';
import { findRow } from '../state/row.ts';
import { probe, submit } from './probe.ts';
import type { Reply, TestServer } from './server.ts';

/** Time of the crash that test minidumps tell of, in unix seconds. */
export const crashedAt = 1_781_000_000;

/** Submits a minidump of the program to the probe project. */
export async function submitDump(server: TestServer, program: ProbeProgram): Promise<void> {
  const bytes = Buffer.from(minidump(program, { timestamp: crashedAt }));
  const { body } = await submit(server, bytes, {}, { format: 'minidump', hostname: 'probe-host' });
  if (body.response !== 'ok') throw new Error(JSON.stringify(body));
}

/** Uploads an archive of symbols to the probe project, as the superuser. */
export function upload(
  server: TestServer,
  archive: Uint8Array | FormData,
  more: Record<string, string> = {},
): Promise<{ status: number; body: Reply }> {
  const body = archive instanceof FormData ? archive : Buffer.from(archive);
  const where = { token: server.token, universe: 'acme', project: probe };
  return submit(server, body, {}, { format: 'symbols', ...where, ...more });
}

/** Asks for a list of the probe project's symbols. */
export async function symfile(server: TestServer, action: string, form: object = {}): Promise<Reply> {
  return (await server.ask('/api/symfile', { action, form }, { project: probe })).response[action];
}

/** Asks for reprocessing of objects of the probe project. */
export function reload(server: TestServer, objects: string[]): Promise<Reply> {
  const { token } = server;
  return server.ask('/api/control', { action: 'reload', universe: 'acme', project: probe, objects, token });
}

/** The progress of all requests for reprocessing. */
export async function reloads(server: TestServer): Promise<Reply> {
  return (await server.ask('/api/control', { action: 'status', token: server.token })).reload;
}

/** Frames of an object of the probe project as it is indexed. */
export async function callstack(server: TestServer, object: number): Promise<string[]> {
  return JSON.parse((await row(server, object, 'callstack')) ?? '{"frame":[]}').frame;
}

/** Value of an attribute of an object of the probe project. */
export async function row(server: TestServer, object: number, attribute: string): Promise<Reply> {
  const query = { filter: [{ _tx: [['equal', object]] }], select: [attribute] };
  const { response } = await server.query(probe, query);
  return response.values[0]?.[1]?.[0];
}

/** Frames of the faulting thread in the processed report, and the report itself. */
export async function processed(
  server: TestServer,
  object: number,
): Promise<{ report: Reply; frames: Reply[] }> {
  const parameters = { project: probe, object: object.toString(16), resource: 'json.gz' };
  const report: Reply = await (await server.get('/api/get', parameters)).json();
  return { report, frames: report.threads[report.mainThread].stack };
}

/** Number of the probe project. */
export function probePid(server: TestServer): number {
  return Number(findRow(server.state, 'project', 'name', probe)?.pid);
}
