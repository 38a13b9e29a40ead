import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTracker } from '../tracker/jira.ts';
import { digestOf } from '../undo/ownership/errors.ts';
import { type SmallServer, smallServer } from './testing/small-server.ts';
import { type SmallTracker, smallTracker } from './testing/small-tracker.ts';
import { removeTicket } from './ticket.ts';

let tracker: SmallTracker;
let small: SmallServer | undefined;
beforeEach(async () => {
  tracker = await smallTracker();
});
afterEach(async () => {
  await small?.close();
  await tracker.close();
});

test('of a run that was killed before it knew the key, the ticket is found by its group', async () => {
  small = await smallServer();
  small.errors.push(testError);
  tracker.tickets.set('BUG-9', `https://new.example.com/group/${fingerprint}`);
  tracker.tickets.set('BUG-1', 'somebody else');
  expect(await removeTicket(small.server, openTracker(tracker.settings()), left, 0)).toBe('deleted');
  expect([...tracker.tickets.keys()]).toEqual(['BUG-1']);
});

const fingerprint = 'ab'.repeat(32);
const mark = 'migration-probe-00ff00ff00ff00ff-1';
const uuid = '6a1f0ac4-7c1b-4d0e-9a49-2f6f9d1c0b11';
/** The error of a run that was killed, as it is stored. */
const testError = { mark, fingerprint, report: { uuid, attributes: { application: mark } } };
const left = {
  server: { origin: 'https://new.example.com' },
  began: new Date().toISOString(),
  kind: 'ticket' as const,
  universe: 'u',
  name: 'p',
  fingerprint,
  error: { mark, sha256: digestOf('what was sent'), uuid },
  tracker: 'https://jira.example.com/',
};

test.each([
  ['does not name the error group', 'what people work on', undefined, /it does not name the error group/],
  [
    'is older than the run',
    `see ${fingerprint}`,
    '2019-11-12T01:41:25.000+0000',
    /it is older than this run/,
  ],
])('a ticket that %s is left alone, and told', async (_what, description, at, told) => {
  small = await smallServer();
  small.errors.push(testError);
  tracker.tickets.set('OPS-12', description);
  if (at !== undefined) tracker.created = at;
  const removal = removeTicket(
    small.server,
    openTracker(tracker.settings()),
    { ...left, ticket: 'OPS-12' },
    0,
  );
  await expect(removal).rejects.toThrow(told);
  expect([...tracker.tickets.keys()]).toEqual(['OPS-12']);
});

test.each<[string, (server: SmallServer) => void, RegExp]>([
  ['nobody has an error of', () => undefined, /the test error is not there/],
  [
    'real errors are in',
    ({ errors }) => errors.push({ mark: 'shop', fingerprint }),
    /the test error is not there/,
  ],
  [
    'real errors are in, beside the test error',
    ({ errors }) => errors.push(testError, { mark: 'shop', fingerprint }),
    /it is not of the test error alone/,
  ],
])('a ticket of a group that %s is left alone, whatever the list says', async (_what, fill, told) => {
  small = await smallServer();
  fill(small);
  tracker.tickets.set('OPS-12', `people work on ${fingerprint}`);
  const removal = removeTicket(
    small.server,
    openTracker(tracker.settings()),
    { ...left, ticket: 'OPS-12' },
    0,
  );
  await expect(removal).rejects.toThrow(told);
  expect([...tracker.tickets.keys()]).toEqual(['OPS-12']);
});

test('an issue that is linked to tickets, of a group that is not of the test error alone, stays as it is', async () => {
  small = await smallServer();
  small.errors.push({ mark, fingerprint, report: { attributes: { application: mark } } });
  small.tickets.set(fingerprint, [{ short: 'REAL-1' }]);
  const removal = removeTicket(small.server, openTracker(tracker.settings()), left, 0);
  await expect(removal).rejects.toThrow(/was left as it is: it does not hold what this run submitted/);
  expect(small.tickets.get(fingerprint)).toEqual([{ short: 'REAL-1' }]);
});
