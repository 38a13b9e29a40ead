import { afterEach, beforeEach, expect, test } from 'vitest';
import { breakpadSymbols } from '../../../helpers/payloads/breakpad-symbols.ts';
import { minidump } from '../../../helpers/payloads/minidump.ts';
import { probeProgram } from '../../../helpers/payloads/probe-program.ts';
import { symbolArchive } from '../../../helpers/payloads/symbol-archive.ts';
import { probe, submit } from '../../testing/probe.ts';
import { type Reply, startTestServer, type TestServer } from '../../testing/server.ts';
import {
  callstack,
  crashedAt,
  probePid,
  processed,
  reload,
  reloads,
  row,
  submitDump,
  symfile,
  upload,
} from '../../testing/symbols.ts';
import { installSymbols } from './install.ts';

let server: TestServer;
const program = probeProgram();
const addresses = program.frames.map((frame) => frame.address);
const functions = program.frames.map((frame) => frame.function);
const installed = { tag: 'anon', archiveId: 'ffffffffffffffff' };

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

test('a minidump is stored whole, and its frames are addresses until its symbols are there', async () => {
  const dump = Buffer.from(minidump(program, { timestamp: crashedAt }));
  const { body } = await submit(server, dump, {}, { format: 'minidump', _mod_sync: '1' });
  expect(body).toMatchObject({ response: 'ok', object: '1', unique: true });
  const raw = await server.get('/api/get', { project: probe, object: '1' });
  expect(Buffer.from(await raw.arrayBuffer()).equals(dump)).toBe(true);
  expect(await callstack(server, 1)).toEqual(addresses);
  expect(await row(server, 1, 'timestamp')).toBe(crashedAt);
  expect(await row(server, 1, '_missing_symbols')).toBe(1);
  expect(await row(server, 1, 'error.type')).toBe('Crash');
  expect(await row(server, 1, 'uname.machine')).toBe('amd64');
  expect(await row(server, 1, 'uname.sysname')).toBe('Linux');
  const { frames } = await processed(server, 1);
  expect(frames.map((frame) => [frame.address, frame.funcName])).toEqual(
    addresses.map((address) => [address, undefined]),
  );
});

test('a missing symbol is listed once and told to who listens', async () => {
  const told: unknown[] = [];
  server.coronerd.onMissingSymbols.push((scope, id, modules) => told.push([scope.projectName, id, modules]));
  await submitDump(server, program);
  await submitDump(server, program);
  expect(await symfile(server, 'missing_symbols')).toEqual([
    { timestamp: crashedAt, debug_file: program.debugFile, debug_id: program.debugId },
  ]);
  const { debugFile, debugId, buildId: codeId } = program;
  const modules = [{ debugFile, debugId, codeFile: 'migration-probe', codeId }];
  expect(told).toEqual([
    [probe, 1, modules],
    [probe, 2, modules],
  ]);
});

test('it may come in parts, with attributes and attachments', async () => {
  const form = new FormData();
  form.append('version', '9.9');
  form.append('attachment_notes.txt', new Blob(['some notes']), 'x.txt');
  form.append(
    'upload_file_minidump',
    new Blob([Buffer.from(minidump(program, { timestamp: crashedAt }))]),
    'm.dmp',
  );
  const { body } = await submit(server, form, {}, { format: 'minidump', hostname: 'from the query' });
  expect(body.response).toBe('ok');
  expect([await row(server, 1, 'version'), await row(server, 1, 'hostname')]).toEqual([
    '9.9',
    'from the query',
  ]);
  const { attachments }: Reply = await (
    await server.get('/api/list', { project: probe, object: '1' })
  ).json();
  expect(attachments).toMatchObject([{ name: 'notes.txt', size: 10 }]);
});

test('after its symbols are uploaded, reprocessing turns addresses into functions, files and lines', async () => {
  await submitDump(server, program);
  const before = await row(server, 1, 'fingerprint');
  await upload(server, await symbolArchive(program));
  await server.coronerd.work.idle();
  expect(await callstack(server, 1)).toEqual(addresses);
  expect(await symfile(server, 'missing_symbols')).toHaveLength(1);

  expect(await reload(server, ['1'])).toEqual({ id: 1 });
  await expect.poll(() => reloads(server)).toMatchObject([{ id: 1, project: probe, state: 'done' }]);
  expect(await callstack(server, 1)).toEqual(functions);
  expect(await row(server, 1, '_missing_symbols')).not.toBe(1);
  expect(await row(server, 1, 'hostname')).toBe('probe-host');
  expect(await row(server, 1, 'fingerprint')).not.toBe(before);
  expect(await symfile(server, 'missing_symbols')).toEqual([]);

  const { report, frames } = await processed(server, 1);
  const shown = frames.map(({ address, funcName, sourceCode, line }) => {
    return {
      address,
      function: funcName,
      file: report.sourceCode[sourceCode]?.path ?? null,
      line: line ?? null,
    };
  });
  expect(shown).toEqual(program.frames);
  expect(frames[0]).toMatchObject({ library: 'migration-probe', debug_identifier: program.debugId });
  expect(report).toMatchObject({ timestamp: crashedAt, attributes: { hostname: 'probe-host' } });
  expect(Object.keys(report.threads)).toEqual(program.threads.map((thread) => String(thread.id)));
});

test('a request for reprocessing is queued at first, then done', async () => {
  await submitDump(server, program);
  await reload(server, ['1']);
  const [first] = server.coronerd.reloads;
  expect(first).toMatchObject({ objects: 1 });
  await server.coronerd.work.idle();
  expect(first?.state).toBe('done');
});

test('a minidump whose symbols are there already is symbolicated at once', async () => {
  installSymbols(server.coronerd, probePid(server), breakpadSymbols(program), installed);
  await submitDump(server, program);
  expect(await callstack(server, 1)).toEqual(functions);
  expect(await row(server, 1, '_missing_symbols')).not.toBe(1);
  expect(await symfile(server, 'missing_symbols')).toEqual([]);
});

test('of a frame that called another, the line of the call counts, not what comes behind it', async () => {
  const offsets = addresses.map((address) => Number(address) - program.baseAddress);
  const functions = offsets.flatMap((offset, depth) => [
    `FUNC ${(offset - 8).toString(16)} 8 0 before ${depth}`,
    `FUNC ${offset.toString(16)} 8 0 at ${depth}`,
  ]);
  const module = `MODULE Linux x86_64 ${program.debugId} ${program.debugFile}`;
  const content = [module, ...functions].join('\n');
  installSymbols(server.coronerd, probePid(server), content, installed);
  await submitDump(server, program);
  expect(await callstack(server, 1)).toEqual(['at 0', 'before 1', 'before 2', 'before 3', 'before 4']);
});

test('a broken minidump is stored by a server that takes anything', async () => {
  server.state.behaviour.acceptAnything = true;
  const { body } = await submit(server, 'MDMP and no more', {}, { format: 'minidump', hostname: 'h' });
  expect(body.response).toBe('ok');
  await reload(server, ['1']);
  await server.coronerd.work.idle();
  expect(server.coronerd.reloads[0]?.state).toBe('done');
  expect(await row(server, 1, 'hostname')).toBe('h');
  expect((await processed(server, 1)).frames).toEqual([]);
});

test('symbols of another build of the program change nothing', async () => {
  await submitDump(server, program);
  installSymbols(server.coronerd, probePid(server), breakpadSymbols(probeProgram()), installed);
  await reload(server, ['1']);
  await server.coronerd.work.idle();
  expect(await callstack(server, 1)).toEqual(addresses);
  expect(await row(server, 1, '_missing_symbols')).toBe(1);
  expect(await symfile(server, 'missing_symbols')).toHaveLength(1);
});

test('a program of Windows is known by the id of its PDB', async () => {
  const windows = probeProgram({ debugFile: 'game.pdb', debugId: `${'0123456789ABCDEF'.repeat(2)}2A` });
  installSymbols(server.coronerd, probePid(server), breakpadSymbols(windows), installed);
  await submitDump(server, windows);
  expect(await callstack(server, 1)).toEqual(functions);
  expect((await processed(server, 1)).frames[0]).toMatchObject({ library: 'game.dll' });
});
