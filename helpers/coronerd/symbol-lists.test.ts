import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { ServerRefused } from './refused.ts';
import { connectOld } from './server.ts';
import { type Answer, jsonBody, limits, recordingServer, settingsFor } from './testing/recording-server.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const project = { universe: 'main', name: 'a & b' };

async function serving(answer: Answer, more = {}) {
  const recording = await recordingServer((arrived, response) =>
    arrived.path === '/api/login' ? { token: 'token-of-a-session' } : answer(arrived, response),
  );
  const server = connectOld(settingsFor(recording.port, { side: 'old' }), { ...limits, ...more });
  open.push(server, recording);
  return { server, recording };
}

const symbol = (number: number, more = {}) => ({
  debug_file: `module ${number}.pdb`,
  debug_identifier: `AB${number}`,
  file_size: 10 + number,
  upload_time: 1_700_000_000,
  ...more,
});
const uploaded = (groups: object[]) => ({ response: { symbols: groups } });

test('uploaded symbols come by tag, only the values compared are asked for, and numbers may be text', async () => {
  const { server, recording } = await serving(() =>
    uploaded([
      { tag: 'a', files: [symbol(1), symbol(2, { file_size: '12', upload_time: '5', archive_id: 'x' })] },
      { files: [], tag: 'none' },
      { files: [symbol(3, { file_size: null, upload_time: undefined })], tag: 'a' },
    ]),
  );
  const groups = await server.symbolsByTag(project, (each) => each);
  expect(groups.map(({ tag, kept }) => [tag, kept.length])).toEqual([
    ['a', 2],
    ['none', 0],
    ['a', 1],
  ]);
  expect(groups[0]?.kept[1]).toEqual({ debugFile: 'module 2.pdb', debugId: 'AB2', size: 12, uploadTime: 5 });
  expect(groups[2]?.kept[0]).toMatchObject({ size: null, uploadTime: null });
  const [asked] = recording.arrived.slice(-1);
  expect(asked && jsonBody(asked)).toEqual({
    action: 'symbols',
    form: { values: ['debug_file', 'debug_identifier', 'file_size', 'upload_time'] },
  });
  expect(asked?.parameters.get('project')).toBe('a & b');
});

test('missing symbols come as one list; what is not kept is not there', async () => {
  const row = (debug_file: string) => ({ debug_file, debug_id: 'AB1', timestamp: '7' });
  const { server } = await serving(() => ({
    response: { missing_symbols: [row('a'), row('b'), row('a')] },
  }));
  const keep = ({ debugFile, crashTime }: { debugFile: string; crashTime: number | null }) =>
    debugFile === 'a' ? crashTime : undefined;
  expect(await server.missingSymbolsAs(project, keep)).toEqual([7, 7]);
});

test('a list that was compressed is the same', async () => {
  const files = Array.from({ length: 5000 }, (_, number) => symbol(number));
  const { server } = await serving((_, response) => {
    response
      .setHeader('content-encoding', 'gzip')
      .end(gzipSync(JSON.stringify(uploaded([{ tag: 't', files }]))));
  });
  const [group] = await server.symbolsByTag(project, ({ debugId }) => debugId);
  expect(group?.kept).toHaveLength(5000);
  expect(new Set(group?.kept).size).toBe(5000);
});

test('a connection that breaks in the middle is tried again, and nothing is counted twice', async () => {
  let tries = 0;
  const text = JSON.stringify(uploaded([{ tag: 't', files: [symbol(1), symbol(2), symbol(3)] }]));
  const { server } = await serving((_, response) => {
    if (++tries > 1) return response.end(text);
    response.setHeader('content-length', text.length).write(text.slice(0, -20), () => response.destroy());
    return undefined;
  });
  const [group] = await server.symbolsByTag(project, ({ debugId }) => debugId);
  expect([tries, group?.kept]).toEqual([2, ['AB1', 'AB2', 'AB3']]);
});

const gzip =
  (body: string): Answer =>
  (_, response) =>
    response.setHeader('content-encoding', 'gzip').end(gzipSync(body));
const many = JSON.stringify(
  uploaded([{ tag: 't', files: Array.from({ length: 9000 }, (_, n) => symbol(n)) }]),
);

test.each<[string, Answer, RegExp]>([
  ['too large', (_, r) => r.end(many), /larger than 500000 bytes.*HTTP_MAX_REPLY_MEGABYTES/],
  ['too large when unpacked', gzip(many), /larger than 500000 bytes/],
  ['cut off', (_, r) => r.end(many.slice(0, 9000)), /cut off or malformed/],
  ['HTML', (_, r) => r.end('<html>Welcome'), /HTML page instead of JSON/],
  ['a bad gateway', (_, r) => r.writeHead(500).end('oops'), /HTTP 500 and text: "oops"/],
  ['no list', () => ({ response: { symbols: 'none' } }), /not understood \(response\.symbols/],
  ['a list of something else', () => uploaded([{ tag: 't', files: [1] }]), /not understood \(a symbol is 1/],
  [
    'symbols without an id',
    () => uploaded([{ tag: 't', files: [symbol(1, { debug_identifier: undefined })] }]),
    /debug_identifier of a symbol is missing, not text/,
  ],
])('a reply that is %s could not be found out', async (_, answer, said) => {
  const { server } = await serving(answer, { maxReplyBytes: 500_000 });
  const error: unknown = await server.symbolsByTag(project, () => 'x').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Unanswered);
  expect(String(error)).toMatch(said);
});

test('a refusal is a refusal, also with HTTP 200', async () => {
  const { server } = await serving(() => ({ error: { code: 3, message: "no such project 'a & b'" } }));
  const error: unknown = await server.symbolsByTag(project, () => 'x').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ServerRefused);
});

test('a session that ran out is renewed, and the list is read once', async () => {
  let logins = 0;
  const recording = await recordingServer((arrived) => {
    if (arrived.path === '/api/login') return { token: `token-number-${++logins}` };
    if (arrived.parameters.get('token') === 'token-number-1') return { error: { message: 'invalid token' } };
    return uploaded([{ tag: 't', files: [symbol(1)] }]);
  });
  const server = connectOld(settingsFor(recording.port, { side: 'old' }), limits);
  open.push(server, recording);
  const [group] = await server.symbolsByTag(project, ({ debugId }) => debugId);
  expect([logins, group?.kept]).toEqual([2, ['AB1']]);
});
