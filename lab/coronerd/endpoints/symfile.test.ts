import { zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { breakpadSymbols } from '../../../helpers/payloads/breakpad-symbols.ts';
import { probeProgram } from '../../../helpers/payloads/probe-program.ts';
import { symbolArchive } from '../../../helpers/payloads/symbol-archive.ts';
import { rowsOf } from '../../state/row.ts';
import { probeToken, startTestServer, type TestServer } from '../../testing/server.ts';
import { probePid, symfile, upload } from '../../testing/symbols.ts';

let server: TestServer;
const program = probeProgram();
const listed = { debug_file: program.debugFile, debug_identifier: program.debugId };

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

/** Uploads to the probe project and waits until the archive is processed. */
async function processed(archive: Uint8Array | FormData, more: Record<string, string> = {}) {
  const { status, body } = await upload(server, archive, more);
  expect({ status, body }).toEqual({
    status: 200,
    body: { response: 'ok', _rxid: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  });
  await server.coronerd.work.idle();
}

/** A zip archive of symbol files by name. */
function zip(files: Record<string, string>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])));
}

test.each(['zip', 'tar', 'tar.gz'] as const)('a %s archive is unpacked and listed', async (format) => {
  const archive = await symbolArchive(program, format);
  await processed(archive);
  const [symbols] = await symfile(server, 'symbols');
  const size = Buffer.byteLength(breakpadSymbols(program));
  expect(symbols).toMatchObject({ tag: 'anon', files: [{ ...listed, file_size: size }] });
  const [archives] = await symfile(server, 'archives');
  expect(archives.files).toEqual([
    {
      archive_id: symbols.files[0].archive_id,
      upload_time: expect.any(Number),
      file_size: archive.length,
      status: 'done',
      new_symbols: 1,
      duplicate_symbols: 0,
      invalid_symbols: 0,
      errors: [],
    },
  ]);
  expect(await symfile(server, 'summary')).toMatchObject({ archives: { count: 1 }, symbols: { count: 1 } });
});

test('an archive is listed once its processing begins, and symbols come later', async () => {
  const archive = await symbolArchive(program);
  await upload(server, archive);
  const listed = () => server.state.archives?.[probePid(server)] ?? [];
  expect(listed()).toEqual([]);
  await expect.poll(() => listed()[0]?.status).toBe('done');
  expect(listed()[0]?.size).toBe(archive.length);
  expect(await symfile(server, 'symbols')).toHaveLength(1);
});

test('it may come in parts, with a tag, which may also be in the query', async () => {
  const form = new FormData();
  form.append('tag', 'nightly');
  form.append('upload_file', new Blob([Buffer.from(await symbolArchive(program))]), 'symbols.zip');
  await processed(form);
  await processed(await symbolArchive(probeProgram()), { tag: 'release' });
  const tags = (list: { tag: string }[]) => list.map(({ tag }) => tag);
  expect(tags(await symfile(server, 'symbols'))).toEqual(['nightly', 'release']);
  expect(tags(await symfile(server, 'archives', { tags: ['release'] }))).toEqual(['release']);
  const values = ['debug_identifier', 'nothing'];
  expect(await symfile(server, 'symbols', { tags: ['nightly'], values })).toEqual([
    { tag: 'nightly', files: [{ debug_identifier: program.debugId }] },
  ]);
  expect(await symfile(server, 'summary', { tags: ['nightly'] })).toMatchObject({ symbols: { count: 1 } });
});

test('the same module and debug id replaces the symbol that was there', async () => {
  await processed(zip({ 'a.sym': `${breakpadSymbols(program)}FILE 99 more.cc\n` }), { tag: 'old' });
  await processed(await symbolArchive(program), { tag: 'new' });
  const symbols = await symfile(server, 'symbols');
  expect(symbols).toMatchObject([
    { tag: 'new', files: [{ ...listed, file_size: Buffer.byteLength(breakpadSymbols(program)) }] },
  ]);
  expect((await symfile(server, 'archives'))[1].files).toMatchObject([
    { new_symbols: 0, duplicate_symbols: 1, status: 'done' },
  ]);
});

test('symbol files that are none are counted and named, good ones of the archive kept', async () => {
  await processed(zip({ 'good.sym': breakpadSymbols(program), 'bad/x.sym': 'hello', 'empty.sym': '' }));
  expect((await symfile(server, 'archives'))[0].files).toMatchObject([
    {
      status: 'done',
      new_symbols: 1,
      invalid_symbols: 2,
      errors: [expect.stringMatching(/^bad\/x\.sym: line 1/), expect.stringMatching(/^empty\.sym: /)],
    },
  ]);
  expect((await symfile(server, 'symbols'))[0].files).toHaveLength(1);
});

test.each([
  ['no archive', Buffer.from('hello'), /no zip or tar/],
  ['cut', Buffer.from(zipSync({ 'a.sym': new Uint8Array(99) })).subarray(0, 50), /zip/],
  ['empty', Buffer.from(zipSync({})), /no symbol file/],
  ['without symbols', Buffer.from(zipSync({ 'a.txt': new Uint8Array(9) })), /no symbol file/],
  ['only with broken symbols', Buffer.from(zipSync({ 'a.sym': new Uint8Array(9) })), /^a\.sym: line 1/],
])('an archive that is %s ends with an error', async (_, archive, reason) => {
  await processed(archive);
  expect((await symfile(server, 'archives'))[0].files).toMatchObject([
    { status: 'error', new_symbols: 0, errors: [expect.stringMatching(reason)] },
  ]);
  expect(await symfile(server, 'symbols')).toEqual([]);
});

test('an archive that says it unpacks to gigabytes ends with an error', async () => {
  const bomb = Buffer.from(zipSync({ '1.sym': new Uint8Array(99) }));
  bomb.writeUInt32LE(0xfffffffe, bomb.indexOf('PK\x01\x02') + 24);
  await processed(bomb);
  expect((await symfile(server, 'archives'))[0].files).toMatchObject([
    { status: 'error', errors: [expect.stringContaining('more than')] },
  ]);
});

test('a token needs symbol:post', async () => {
  const archive = await symbolArchive(program);
  const token = probeToken(server.state);
  expect((await upload(server, archive, { token })).status).toBe(403);
  const row = rowsOf(server.state, 'api_token').find((each) => each.id === token);
  if (row) row.capabilities = 'symbol:post';
  expect((await upload(server, archive, { token })).status).toBe(200);
  expect(await upload(server, Buffer.alloc(0), { token })).toMatchObject({ status: 400 });
});

test('archives that are only known by their symbols are made up from these', async () => {
  const pid = probePid(server);
  const base = { tag: 'anon', debugFile: 'a', size: 10, uploadedAt: 5 };
  server.state.symbols[pid] = [
    { ...base, debugIdentifier: 'A0', archiveId: 'aa' },
    { ...base, debugIdentifier: 'B0', archiveId: 'aa', uploadedAt: 3 },
    { ...base, debugIdentifier: 'C0', archiveId: 'ffffffffffffffff' },
  ];
  expect(await symfile(server, 'archives')).toMatchObject([
    { tag: 'anon', files: [{ archive_id: 'aa', upload_time: 3, file_size: 20, new_symbols: 2 }] },
  ]);
  expect(await symfile(server, 'summary')).toMatchObject({ archives: { count: 1 }, symbols: { count: 3 } });
});

test('what is asked wrongly is refused', async () => {
  const ask = (body: object) => server.ask('/api/symfile', body, { project: 'migration-probe' });
  expect((await ask({ action: 'nothing' })).error.message).toMatch(/action/);
  expect((await ask({ action: 'symbols', form: { values: 'all' } })).error.message).toMatch(/form/);
});
