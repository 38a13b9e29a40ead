import { afterEach, expect, test } from 'vitest';
import { connectNew } from '../coronerd/server.ts';
import { type Answer, limits, recordingServer, settingsFor } from '../coronerd/testing/recording-server.ts';
import { isDrained } from './download-probe.ts';
import { queueState } from './symbol-queue.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const symbol = { debugFile: 'a.pdb', debugId: `${'AB'.repeat(16)}1` };
const other = `${'CD'.repeat(16)}1`;
const event = (debugId: string) => ({ id: debugId, symbolName: 'a.pdb', debugId: debugId.toLowerCase() });

/** The queue as a server shows it whose paths below `/queue` give these replies; others are refused. */
async function seen(replies: Record<string, unknown>) {
  const answer: Answer = ({ path }) => {
    if (path === '/api/login') return { token: 'token-of-a-session' };
    return replies[path.replace('/api/symbold/queue/', '')] ?? { error: { message: 'permission denied' } };
  };
  const recording = await recordingServer(answer);
  const server = connectNew(settingsFor(recording.port), limits);
  open.push(server, recording);
  return queueState(server, symbol);
}

test.each<[string, Record<string, unknown>, object]>([
  ['empty', { 'events/count': 0 }, { holds: false, count: 0 }],
  ['full of others', { 'events/count': 9, events: [event(other)] }, { holds: false, count: 9 }],
  ['holding it', { 'events/count': 1, events: [event(symbol.debugId)] }, { holds: true, count: 1 }],
  [
    'holding it, seen by its missing symbols only',
    { 'events/count': 1, missingSymbols: [{ symbolName: `a.pdb,${symbol.debugId}`, events: 1 }] },
    { holds: true, count: 1 },
  ],
  ['of events without symbols', { 'events/count': 2, events: [{ id: 1, objectId: 12 }] }, { count: 2 }],
  ['hidden but for its length', { 'events/count': 3 }, { count: 3 }],
  ['hidden', {}, {}],
  [
    'told in a way that is not understood',
    { 'events/count': { soon: true }, events: 'later' },
    { unanswered: expect.stringContaining('no number') },
  ],
  ['understood in part', { 'events/count': { soon: true }, events: [event(other)] }, { holds: false }],
])('a queue that is %s', async (_, replies, state) => {
  expect(await seen(replies)).toEqual(state);
});

test('the symbol counts, whatever else waits; the length only where no symbols are seen', () => {
  expect(isDrained({ holds: false, count: 1 }, { holds: false, count: 50 })).toBe(true);
  expect(isDrained({ holds: false, count: 50 }, { holds: true, count: 1 })).toBe(false);
  expect(isDrained({ count: 1 }, { count: 2 })).toBe(false);
  expect(isDrained({ count: 1 }, { count: 1 })).toBe(true);
  expect(isDrained({}, {})).toBe(true);
});
