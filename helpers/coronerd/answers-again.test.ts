import { expect, test } from 'vitest';
import { answersAgain } from './answers-again.ts';
import { connectNew } from './server.ts';
import { limits, recordingServer, settingsFor } from './testing/recording-server.ts';

test('waits through trouble until the server answers 1, else tells the last answer', async () => {
  let calls = 0;
  const recording = await recordingServer((_, response) => {
    calls++;
    if (calls === 1) return void response.writeHead(500).end('starting');
    return void response.end(calls === 2 ? '0' : '1');
  });
  const server = connectNew(settingsFor(recording.port), limits);
  expect(await answersAgain(server, 0)).toBe('HTTP 500: starting');
  expect(await answersAgain(server, 3)).toBe('1');
  await recording.close();
  expect(await answersAgain(server, 0)).toMatch(/nothing listens there/);
  await server.close();
});
