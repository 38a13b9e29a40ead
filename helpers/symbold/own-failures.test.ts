import { afterEach, expect, test } from 'vitest';
import { connectNew } from '../coronerd/server.ts';
import { limits, recordingServer, settingsFor } from '../coronerd/testing/recording-server.ts';
import { ownFailures } from './own-failures.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const good = { debugFile: 'a.pdb', debugId: `${'AB'.repeat(16)}1` };
const failed = (file: string, id: string) => `Download failed- symbol: ${file} debugId: ${id} under url x`;

async function serverThatLogs(lines: string[], status = 200) {
  const recording = await recordingServer(({ path, parameters }, response) => {
    if (path === '/api/login') return { token: 'token-of-a-session' };
    if (status !== 200) return response.writeHead(status).end('no');
    return lines.filter((line) => line.includes(parameters.get('text') ?? ''));
  });
  const server = connectNew(settingsFor(recording.port), limits);
  open.push(server, recording);
  return server;
}

test('failures of the test errors and of known good symbols are counted, of no others', async () => {
  const server = await serverThatLogs([
    failed('migration-probe', '1'),
    'Downloading symbol: migration-probe debugId: 1 from url x',
    failed(good.debugFile, good.debugId),
    failed(good.debugFile, 'CD'),
    failed('core.pdb', 'EF'),
  ]);
  expect(await ownFailures(server, '7', [good])).toBe(2);
});

test('a log that is not to be had tells of none', async () => {
  expect(await ownFailures(await serverThatLogs([], 500), '7', [good])).toBe(0);
});
