import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { own } from '../undo/owned.ts';
import { ServerRefused } from './refused.ts';
import { connectNew, type Exchange, type WritableServer } from './server.ts';
import {
  type Arrived,
  jsonBody,
  limits,
  type RecordingServer,
  recordingServer,
  settingsFor,
} from './testing/recording-server.ts';

const session = 'session-token-0123456789';
const project = { universe: 'u', name: 'p "x" é' };
const accepted = { response: 'ok', _rxid: '01000000-7e23-7a1e-0000-000000000000' };

let recording: RecordingServer;
let server: WritableServer;
let answer: (arrived: Arrived) => unknown = () => accepted;
beforeAll(async () => {
  recording = await recordingServer((arrived, response) => {
    if (arrived.path !== '/api/login') return answer(arrived);
    const ports = {
      post: [
        { id: 1, port: '6097', protocol: 'http' },
        { id: 2, port: 6098, protocol: 'https' },
      ],
    };
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ token: session, endpoints: ports }));
    return undefined;
  });
  server = connectNew(settingsFor(recording.port), limits);
});
beforeEach(() => {
  recording.arrived.splice(0);
  answer = () => accepted;
});
afterAll(async () => {
  await server.close();
  await recording.close();
});

const last = (): Arrived => {
  const arrived = recording.arrived.at(-1);
  if (!arrived) throw new Error('nothing arrived');
  return arrived;
};
const console_ = () => ({ kind: 'console' as const, url: new URL('/api/post', server.url) });

test('the listeners are the console and what the login document tells, on the host of the login', async () => {
  expect((await server.submissionListeners()).map(({ kind, url }) => `${kind} ${url}`)).toEqual([
    `console http://127.0.0.1:${recording.port}/api/post`,
    'writer http://127.0.0.1:6097/api/post',
    'writer https://127.0.0.1:6098/api/post',
  ]);
});

describe('submit', () => {
  test('a report goes as JSON, with the given token alone', async () => {
    const result = await server.submit(console_(), project, { uuid: 'x' }, { token: 'submission-token' });
    expect(result).toMatchObject({
      status: 200,
      contentType: 'application/json',
      response: 'ok',
      rxid: accepted._rxid,
    });
    const { parameters, headers } = last();
    expect(Object.fromEntries(parameters)).toEqual({ token: 'submission-token', format: 'json' });
    expect(headers['content-type']).toBe('application/json');
    expect(jsonBody(last())).toEqual({ uuid: 'x' });
  });

  test('without a token the session stands in, with universe and project', async () => {
    await server.submit(console_(), project, new Uint8Array([1, 2]), {
      format: 'symbols',
      tag: 't',
      sync: true,
    });
    expect(Object.fromEntries(last().parameters)).toEqual({
      token: session,
      universe: 'u',
      project: project.name,
      format: 'symbols',
      tag: 't',
      _mod_sync: '1',
    });
    expect([...last().body]).toEqual([1, 2]);
  });

  test('attachments go as multipart, names and bytes unharmed', async () => {
    const bytes = new Uint8Array(256).map((_, index) => index);
    await server.submit(
      console_(),
      project,
      { uuid: 'x' },
      {
        token: 'submission-token',
        attachments: [{ name: 'prüfung ✓.bin', contentType: 'application/octet-stream', bytes }],
      },
    );
    const request = new Response(last().body, {
      headers: { 'content-type': last().headers['content-type'] ?? '' },
    });
    const form = await request.formData();
    expect([...form.keys()]).toEqual(['upload_file', 'attachment_prüfung ✓.bin']);
    const file = form.get('attachment_prüfung ✓.bin') as File;
    expect([file.name, file.type]).toEqual(['prüfung ✓.bin', 'application/octet-stream']);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
    expect(await (form.get('upload_file') as File).text()).toBe('{"uuid":"x"}');
  });

  test('malformed text is sent as it is', async () => {
    await server.submit(console_(), project, '{"uuid":', { token: 'submission-token' });
    expect(last().body.toString()).toBe('{"uuid":');
  });

  test('a refusal and an unusable reply are told apart, and no token is told', async () => {
    answer = () => ({ error: { code: 3, message: 'invalid token wrong-token-here' } });
    const seen: Exchange[] = [];
    const view = server.observedBy((exchange) => seen.push(exchange));
    const refused = await view
      .submit(console_(), project, {}, { token: 'wrong-token-here' })
      .catch((e: Error) => e);
    expect(refused).toBeInstanceOf(ServerRefused);
    answer = () => [1];
    const unusable = await view
      .submit(console_(), project, {}, { token: 'wrong-token-here' })
      .catch((e: Error) => e);
    expect(unusable).toBeInstanceOf(Unanswered);
    expect(`${refused} ${unusable} ${JSON.stringify(seen)}`).not.toContain('wrong-token');
    expect(recording.arrived.filter(({ path }) => path === '/api/login')).toEqual([]);
  });
});

describe('changes', () => {
  const error = (id: number, name = project.name) => own({ universe: 'u', name, id, mark: 'm' });
  const report = (recipient: string) => own({ ...project, id: 4, recipient });

  test('delete, reprocess, report', async () => {
    answer = () => ({ id: 7 });
    await server.deleteErrors([error(206), error(0x12c)]);
    expect(jsonBody(last())).toEqual({
      universe: 'u',
      project: project.name,
      objects: ['ce', '12c'],
      sync: true,
    });
    expect(await server.reprocess(error(206))).toEqual({ id: 7 });
    expect(jsonBody(last())).toEqual({
      action: 'reload',
      universe: 'u',
      project: project.name,
      objects: ['ce'],
      token: session,
    });
    await server.sendReport(report('a@example.com'));
    expect(jsonBody(last())).toEqual({ action: 'send', form: { id: '4', rcpt: 'a@example.com' } });
  });

  test('nothing is sent that would mean the whole project, or the whole list', async () => {
    await expect(server.deleteErrors([])).rejects.toThrow(RangeError);
    await expect(server.deleteErrors([error(1), error(2, 'another')])).rejects.toThrow(RangeError);
    await expect(server.reprocess(error(Number.NaN))).rejects.toThrow(RangeError);
    await expect(server.sendReport(report(''))).rejects.toThrow(RangeError);
    expect(recording.arrived).toEqual([]);
  });
});

describe('configuration database', () => {
  const id = `${'c0ffee'.repeat(10)}abcd`;
  const row = { id, project: 1, smtp_hash: 'hunter-two' };

  test('rows of many types come with one request, and the evidence holds counts instead of rows', async () => {
    answer = () => ({
      results: [
        { text: 'success', result: [row] },
        { string: 'success', result: [] },
      ],
    });
    const seen: Exchange[] = [];
    const rows = await server.observedBy((exchange) => seen.push(exchange)).rows(['token', 'smtp']);
    expect(rows).toEqual({ token: [row], smtp: [] });
    expect(jsonBody(last()).actions).toEqual([
      { action: 'get', type: 'configuration/token' },
      { action: 'get', type: 'configuration/smtp' },
    ]);
    expect(seen.at(-1)?.received).toBe('get token: 1 rows; get smtp: 0 rows');
    expect(JSON.stringify(seen)).not.toMatch(/c0ffee|hunter/);
  });

  test('a refused action is named, and the rest can be had', async () => {
    answer = () => ({ results: [{ text: 'success', result: [] }, { text: 'permission denied' }] });
    await expect(server.rows(['a', 'b'])).rejects.toThrow(/\(get b\).*"permission denied"/);
    const results = await server.rowResults(['a', 'b']);
    expect(results.get('a')).toEqual([]);
    expect(results.get('b')).toBeInstanceOf(ServerRefused);
  });

  test('fewer results than actions are an error', async () => {
    answer = () => ({ results: [] });
    await expect(server.rows(['a', 'b'])).rejects.toThrow(/2 actions were sent and 0 results came back/);
  });

  test('the schema', async () => {
    const fields = { id: { type: 'integer', constraints: ['primary'] }, name: { type: 'text' } };
    answer = () => ({ results: [{ text: 'success', result: { universe: fields } }] });
    expect(await server.schema()).toEqual({
      universe: { ...fields, name: { type: 'text', constraints: [] } },
    });
  });

  test('rows are made, and those of the run deleted with nothing that refers to them', async () => {
    answer = () => ({ results: [{ text: 'success', result: { id: 9 } }] });
    const object = { id: 0, title: 'x' };
    expect(await server.createRow('report', object)).toEqual({ id: 9 });
    expect(jsonBody(last()).actions).toEqual([{ action: 'create', type: 'configuration/report', object }]);
    await server.deleteRow(own({ type: 'users', key: { uid: 7 } }));
    expect(jsonBody(last()).actions).toEqual([
      { action: 'delete', type: 'configuration/users', key: { uid: 7 } },
    ]);
    answer = () => ({ results: [{ text: 'constraint failed' }] });
    await expect(server.createRow('report', object)).rejects.toThrow(
      /\(create report\).*"constraint failed"/,
    );
  });
});
