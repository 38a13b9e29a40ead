import { afterEach, expect, test } from 'vitest';
import { connectOld, type ReadableServer } from '../coronerd/server.ts';
import {
  limits,
  type RecordingServer,
  recordingServer,
  settingsFor,
} from '../coronerd/testing/recording-server.ts';
import { schemaDrift } from './configuration.ts';
import { difference } from './difference.ts';
import { unansweredIn } from './entry.ts';
import { countDifferences } from './error-count-findings.ts';
import { narrow } from './narrow.ts';
import { configurationDifference, isEmpty, takeErrorCounts, takeInventory } from './take.ts';
import { answering, cutoff, names, type World } from './testing/small-coronerd.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const day = 86_400;

async function serving(
  world: World,
  more = {},
): Promise<{ server: ReadableServer; recording: RecordingServer }> {
  const recording = await recordingServer(answering(world));
  const server = connectOld(settingsFor(recording.port, { side: 'old', ...more }), limits);
  open.push(server, recording);
  return { server, recording };
}

const full = (more: number[] = []) => ({
  [names[0] ?? '']: [cutoff - 3 * day, cutoff - day, cutoff - day + 1, cutoff, cutoff + 1, ...more],
  [names[1] ?? '']: [],
  [names[2] ?? '']: [cutoff],
});

test('two servers with the same content and other numbers have no difference', async () => {
  const [old, fresh] = [
    await serving({ errors: full() }),
    await serving({ errors: full(), shift: 50, spanNumbers: true }),
  ];
  const [before, after] = [
    await takeInventory(old.server, { cutoff }),
    await takeInventory(fresh.server, { cutoff }),
  ];
  expect(configurationDifference(before, after)).toEqual([]);
  expect(countDifferences(before.errorCounts, after.errorCounts)).toEqual([]);
  expect(difference(before.retentionStatus, after.retentionStatus)).toEqual([]);
  expect(difference(before.sampling, after.sampling)).toEqual([]);
  expect(schemaDrift(before.configuration.types, after.configuration.types)).toEqual([]);

  expect(isEmpty(before)).toBe(false);
  expect(isEmpty({ ...before, projects: [] })).toBe(true);
  expect(before.hosts).toEqual(expect.arrayContaining(['127.0.0.1', 'server0.example']));
  expect(before.errorCounts[0]).toEqual({
    type: 'errors',
    key: 'main/web "app"',
    fields: {
      total: 4,
      groups: 2,
      first: '2026-03-11T14:53:20Z',
      last: '2026-03-14T14:53:20Z',
      days: { '2026-03-11': 1, '2026-03-13': 2, '2026-03-14': 1 },
    },
  });
  expect(before.errorCounts[1]?.fields).toEqual({ total: 0, groups: 0, first: null, last: null, days: {} });
  expect(before.retentionStatus.map(({ key, fields }) => [key, fields.state])).toEqual([
    ['(instance)', 'installed'],
    ['main', 'not installed'],
    ['main/p', 'installed'],
    ['side', 'installed'],
  ]);
  expect(before.sampling[1]).toMatchObject({
    key: 'main/p',
    fields: { configured: true, reset_interval: 60, backoffs: [{ count: 1, interval: 2 }] },
  });
  expect(unansweredIn(after.configuration.entries)).toEqual([expect.stringContaining('permission denied')]);
  // 'elsewhere' is unknown to the queries, the deleted project is not asked for.
  expect(unansweredIn(before.errorCounts)).toEqual([
    expect.stringMatching(/^errors side\/elsewhere: .*no such project/),
  ]);
});

test('a lost error is narrowed to its day and its hour', async () => {
  const [old, fresh] = [
    await serving({ errors: full([cutoff - 2 * day]) }),
    await serving({ errors: full() }),
  ];
  const projects = await old.server.projects();
  const [before, after] = [
    await takeErrorCounts(old.server, projects, cutoff),
    await takeErrorCounts(fresh.server, projects, cutoff),
  ];
  expect(countDifferences(before, after)).toMatchObject([{ days: [{ day: '2026-03-12', old: 1, new: 0 }] }]);
  const asked = old.server.requests;
  const project = { universe: 'main', name: names[0] ?? '' };
  expect(await narrow(old.server, fresh.server, project, '2026-03-12', cutoff)).toEqual([
    { from: '2026-03-12T14:00:00Z', to: '2026-03-12T15:00:00Z', old: 1, new: 0 },
  ]);
  expect(old.server.requests - asked).toBeLessThanOrEqual(2);
});

test('200 projects take five requests each and a few beside', async () => {
  const errors = {
    ...full(),
    ...Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`p${index}`, [cutoff]])),
  };
  const { server } = await serving({ errors, moreProjects: 200, symbolServers: {} });
  const { errorCounts } = await takeInventory(server, { cutoff });
  expect(errorCounts).toHaveLength(204);
  expect(server.requests).toBeLessThanOrEqual(5 * 204 + 15);
});

test('one universe of several', async () => {
  const { server } = await serving({ errors: full() }, { universe: 'main' });
  const { projects, configuration, retentionStatus } = await takeInventory(server, { cutoff });
  expect(new Set(projects.map(({ universe }) => universe))).toEqual(new Set(['main']));
  expect(configuration.entries.filter(({ key }) => key.startsWith('side'))).toEqual([]);
  expect(configuration.entries.length).toBeGreaterThan(3);
  expect(retentionStatus.map(({ key }) => key)).toEqual(['(instance)', 'main', 'main/p']);
});

test('a universe that is not there is told with those that are', async () => {
  const { server } = await serving({ errors: {} }, { universe: 'mian' });
  await expect(takeInventory(server, { cutoff })).rejects.toThrow(/no universe "mian".*"main", "side".*/);
});

test('a section that is refused leaves the others', async () => {
  const { server } = await serving({ errors: full(), refuse: ['/api/sampling'] });
  const { sampling, retentionStatus } = await takeInventory(server, { cutoff });
  expect(unansweredIn(sampling)).toEqual([expect.stringContaining('not today')]);
  expect(retentionStatus.length).toBeGreaterThan(1);
});

test('drift of the schema is told', () => {
  expect(schemaDrift({ a: ['x', 'y'], b: [] }, { a: ['y', 'z'], c: [] })).toEqual([
    'a: only the old schema has x',
    'a: only the new schema has z; not compared',
    'the type b is only in the schema of the old server',
    'the type c is only in the schema of the new server and was not compared',
  ]);
});
