import { once } from 'node:events';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { probe, stored, submit } from '../../testing/probe.ts';
import { jsonReport } from '../../testing/report.ts';
import { probeToken, type Reply, startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

describe('a JSON report', () => {
  test('is accepted at once, stored, and read back as it was sent', async () => {
    const report = jsonReport();
    const { status, body } = await submit(server, JSON.stringify(report));
    expect(status).toBe(200);
    expect(body).toEqual({
      response: 'ok',
      _rxid: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    });
    const { ids, values } = await stored(server);
    expect(ids).toEqual([[1]]);
    expect(
      values
        .slice(0, 5)
        .flat()
        .map(([value]: unknown[]) => value),
    ).toEqual(['probe-host', '1.2.3', 'it broke', 'segv null', '{"frame":["crash","0x10","main"]}']);
    expect(values[6]).toEqual([[report.timestamp, 1]]);
    const raw = await server.get('/api/get', { project: probe, object: '1', resource: 'raw' });
    expect(raw.headers.get('content-disposition')).toContain('filename="1.bin"');
    expect(await raw.json()).toEqual(report);
    const processed: Reply = await (
      await server.get('/api/get', { project: probe, object: '1', resource: 'json.gz' })
    ).json();
    expect(processed.attributes).toMatchObject({ hostname: 'probe-host', beta: 'true' });
    expect(processed.threads['7'].stack).toEqual([
      { funcName: 'crash', line: 3 },
      { funcName: '0x10', address: '0x10' },
      { funcName: 'main' },
    ]);
  });

  test('may be compressed', async () => {
    expect(
      (await submit(server, gzipSync(JSON.stringify(jsonReport())), { 'content-encoding': 'gzip' })).status,
    ).toBe(200);
    expect(
      (await submit(server, deflateSync(JSON.stringify(jsonReport())), { 'content-encoding': 'deflate' }))
        .status,
    ).toBe(200);
    expect((await submit(server, 'no gzip', { 'content-encoding': 'gzip' })).status).toBe(400);
    expect((await stored(server)).ids).toEqual([[1, 1]]);
  });

  test('may come in parts, with attributes and attachments', async () => {
    const form = new FormData();
    form.append('version', '9.9');
    form.append('attachment_notes.txt', new Blob(['some notes'], { type: 'text/plain' }), 'x.txt');
    form.append('upload_file', new Blob([JSON.stringify(jsonReport())]), 'upload_file.json');
    expect((await submit(server, form, {}, { 'error.message': 'from the query' })).status).toBe(200);
    const { values } = await stored(server);
    expect([values[1], values[2]]).toEqual([[['9.9', 1]], [['from the query', 1]]]);
    const { attachments }: Reply = await (
      await server.get('/api/list', { project: probe, object: '1' })
    ).json();
    expect(attachments).toEqual([
      { id: expect.any(String), name: 'notes.txt', size: 10, content_type: 'text/plain', inline: false },
    ]);
    const bytes = await server.get('/api/get', {
      project: probe,
      object: '1',
      attachment_id: attachments[0].id,
    });
    expect(await bytes.text()).toBe('some notes');
  });

  test('with the same frames falls into the same group, with the same uuid it is refused', async () => {
    const report = jsonReport();
    const first = await submit(server, JSON.stringify(report), {}, { _mod_sync: '1' });
    expect(first.body).toMatchObject({
      object: '1',
      unique: true,
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const again = await submit(server, JSON.stringify(report), {}, { _mod_sync: '1' });
    expect(again).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining(report.uuid) } },
    });
    const second = await submit(server, JSON.stringify(jsonReport()), {}, { sync: 'true' });
    expect(second.body).toMatchObject({ object: '2', unique: false, fingerprint: first.body.fingerprint });
  });

  test('brings its own fingerprint in base64', async () => {
    const fingerprint = Buffer.alloc(32, 7).toString('base64');
    const { body } = await submit(server, JSON.stringify(jsonReport({ fingerprint })), {}, { _mod_sync: '' });
    expect(body.fingerprint).toBe('07'.repeat(32));
  });
});

describe('refused with a clear error, nothing stored', () => {
  test.each([
    ['no JSON', '{"uuid":', {}, 400, 'the report is not JSON'],
    ['empty', '', {}, 400, 'empty body'],
    ['no stack', JSON.stringify(jsonReport({ threads: {} })), {}, 400, "mainThread: no thread '7'"],
    ['no uuid', JSON.stringify(jsonReport({ uuid: undefined })), {}, 400, 'uuid'],
    ['wrong token', JSON.stringify(jsonReport()), { token: '0'.repeat(64) }, 403, 'invalid token'],
    ['no format', JSON.stringify(jsonReport()), { format: '' }, 503, 'missing format'],
    ['symbols', 'x', { format: 'symbols' }, 403, 'invalid token'],
    ['no minidump', 'x', { format: 'minidump' }, 400, 'not a minidump'],
    ['broken minidump', `MDMP${'\xfe'.repeat(5_000)}`, { format: 'minidump' }, 400, 'malformed submission'],
  ])('%s', async (_, body, parameters, status, message) => {
    const answer = await submit(server, body, {}, parameters);
    expect(answer).toMatchObject({ status, body: { error: { message: expect.stringContaining(message) } } });
    expect((await stored(server)).ids).toEqual([]);
  });

  test('a synchronous one without the capability', async () => {
    const answer = await submit(
      server,
      JSON.stringify(jsonReport()),
      {},
      { _mod_sync: '1', token: probeToken(server.state, false) },
    );
    expect(answer).toMatchObject({ status: 403, body: { error: { message: 'invalid token' } } });
  });

  test('over the quota, which counts it as rejected', async () => {
    server.state.storage.acme = { limit: 1, counter: 1, rejected: 0 };
    expect((await submit(server, JSON.stringify(jsonReport()))).status).toBe(429);
    expect(server.state.storage.acme.rejected).toBe(1);
  });

  test('on a listener that refuses', async () => {
    for (const listener of server.state.listeners) listener.refuses = { status: 503, message: 'busy' };
    expect(await submit(server, JSON.stringify(jsonReport()))).toMatchObject({
      status: 503,
      body: { error: { message: 'busy' } },
    });
  });
});

describe.each(['btt', 'plcrash'])('a report of the format %s', (format) => {
  test('is stored whole, indexed by what came beside it, and read back as it was sent', async () => {
    const bytes = Buffer.from([0, 255, 1, 254]);
    expect((await submit(server, bytes, {}, { format, hostname: 'a-phone' })).body.response).toBe('ok');
    const { ids, values } = await stored(server);
    expect([ids, values[0]]).toEqual([[[1]], [['a-phone', 1]]]);
    const raw = await server.get('/api/get', { project: probe, object: '1', resource: 'raw' });
    expect(Buffer.from(await raw.arrayBuffer())).toEqual(bytes);
  });

  test('is refused where it is empty', async () => {
    expect((await submit(server, '', {}, { format })).status).toBe(400);
    expect((await stored(server)).ids).toEqual([]);
  });
});

describe.each(['proguard', 'sourcemap'])('an upload of the format %s', (format) => {
  const parameters = () => ({ token: server.token, universe: 'acme', project: probe, format });

  test('is kept under its id, and is no error', async () => {
    const answer = await submit(server, 'a -> b', {}, { ...parameters(), symbolication_id: 'build-7' });
    expect(answer).toMatchObject({ status: 200, body: { response: 'ok', _rxid: expect.any(String) } });
    const kept = Object.values(server.state.mappings ?? {}).flat();
    expect(kept).toMatchObject([
      { format, symbolicationId: 'build-7', base64: Buffer.from('a -> b').toString('base64') },
    ]);
    expect((await stored(server)).ids).toEqual([]);
  });

  test('needs a token that may upload symbols', async () => {
    const token = probeToken(server.state, false);
    expect((await submit(server, 'a -> b', {}, { ...parameters(), token })).status).toBe(403);
    expect(server.state.mappings ?? {}).toEqual({});
  });
});

test('an unknown format is refused with a clear error', async () => {
  expect(await submit(server, 'x', {}, { format: 'dump' })).toMatchObject({
    body: { error: { message: expect.stringContaining("'dump' is not known") } },
  });
  expect((await stored(server)).ids).toEqual([]);
});

test('a session token submits into the project that is named', async () => {
  const parameters = { token: server.token, universe: 'acme', project: probe };
  expect((await submit(server, JSON.stringify(jsonReport()), {}, parameters)).status).toBe(200);
  expect((await stored(server)).ids).toEqual([[1]]);
});

test('an attachment is added by object id or receive id', async () => {
  const { body } = await submit(server, JSON.stringify(jsonReport()));
  for (const [object, name] of [
    ['1', 'one'],
    [body._rxid, 'two'],
  ]) {
    const added = await submit(server, `content ${name}`, {}, { object, attachment_name: name, format: '' });
    expect(added.body).toMatchObject({ response: 'ok', attachment_name: name, object: '1' });
  }
  const two = await server.get('/api/get', { project: probe, object: '1', attachment_name: 'two' });
  expect(await two.text()).toBe('content two');
});

test('json.gz is compressed whatever the client accepts', async () => {
  await submit(server, JSON.stringify(jsonReport()));
  const path = `/api/get?${new URLSearchParams({ token: server.token, project: probe, object: '1', resource: 'json.gz' })}`;
  const asked = request(server.url + path, { headers: { 'accept-encoding': 'identity' } }).end();
  const [response] = await once(asked, 'response');
  const bytes = await buffer(response);
  expect(JSON.parse(gunzipSync(bytes).toString()).timestamp).toBe(1_780_000_000);
});
