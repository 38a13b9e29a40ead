import { afterEach, beforeEach, expect, test } from 'vitest';
import { probeProgram } from '../../../helpers/payloads/probe-program.ts';
import { symbolArchive } from '../../../helpers/payloads/symbol-archive.ts';
import type { Behaviour } from '../../state/types.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { callstack, reload, reloads, submitDump, symfile, upload } from '../../testing/symbols.ts';

let server: TestServer;
const program = probeProgram();
const functions = program.frames.map((frame) => frame.function);
const addresses = program.frames.map((frame) => frame.address);

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

/** Stores two minidumps, uploads their symbols, and has the first one reprocessed by a server that is so spoilt. */
async function reprocessed(...ways: NonNullable<Behaviour['symbols']>): Promise<void> {
  server.state.behaviour.symbols = ways;
  await submitDump(server, program);
  await submitDump(server, program);
  expect((await upload(server, await symbolArchive(program))).body.response).toBe('ok');
  await server.coronerd.work.idle();
  expect(await reload(server, ['1'])).toEqual({ id: 1 });
  await server.coronerd.work.idle();
}

test('unspoilt, the one is symbolicated and the other is not', async () => {
  await reprocessed();
  expect(await callstack(server, 1)).toEqual(functions);
  expect(await callstack(server, 2)).toEqual(addresses);
});

test('archive-never-listed', async () => {
  await reprocessed('archive-never-listed');
  expect(await symfile(server, 'archives')).toEqual([]);
  expect(await symfile(server, 'symbols')).toEqual([]);
});

test('archive-error', async () => {
  await reprocessed('archive-error');
  expect(await symfile(server, 'archives')).toMatchObject([
    { files: [{ status: 'error', new_symbols: 0, errors: [expect.stringContaining('extracted')] }] },
  ]);
  expect(await symfile(server, 'symbols')).toEqual([]);
});

test('reprocess-lost', async () => {
  await reprocessed('reprocess-lost');
  expect(await reloads(server)).toMatchObject([{ id: 1, state: 'queued' }]);
  expect(await callstack(server, 1)).toEqual(addresses);
});

test('reprocess-wrong-object', async () => {
  await reprocessed('reprocess-wrong-object');
  expect(await reloads(server)).toMatchObject([{ id: 1, state: 'done' }]);
  expect(await callstack(server, 1)).toEqual(addresses);
  expect(await callstack(server, 2)).toEqual(functions);
});

test('reprocess-wrong-object, where there is no other', async () => {
  server.state.behaviour.symbols = ['reprocess-wrong-object'];
  await submitDump(server, program);
  await upload(server, await symbolArchive(program));
  await reload(server, ['1']);
  await server.coronerd.work.idle();
  expect(await callstack(server, 1)).toEqual(addresses);
});

test('frames-stay-addresses', async () => {
  await reprocessed('frames-stay-addresses');
  expect(await reloads(server)).toMatchObject([{ id: 1, state: 'done' }]);
  expect(await callstack(server, 1)).toEqual(addresses);
});

test('wrong-function', async () => {
  await reprocessed('wrong-function');
  const shown = await callstack(server, 1);
  expect(shown).toHaveLength(functions.length);
  for (const [place, name] of shown.entries()) {
    expect(program.functions.map((each) => each.name)).toContain(name);
    expect(name).not.toBe(functions[place]);
  }
});
