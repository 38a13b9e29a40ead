import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { connectNew } from '../coronerd/server.ts';
import {
  type Arrived,
  jsonBody,
  limits,
  recordingServer,
  settingsFor,
} from '../coronerd/testing/recording-server.ts';
import { Unanswered } from '../unanswered.ts';
import type { LeftoverOf } from '../undo/leftover.ts';
import { digestOf } from '../undo/ownership/errors.ts';
import { removeMarked } from './marked-errors.ts';

const mark = 'migration-probe-00ff00ff00ff00ff';
const began = Date.now();
const project = { universe: 'acme', name: 'probe' };

/** An error as it is stored: the report that came in, and the value of `application` in the index. */
interface Kept {
  application: string;
  report: { uuid?: string; timestamp?: number; attributes: { application?: string; hostname?: string } };
}
/** What is answered to a request for the original of an error (`undefined`), or for its `json.gz`. */
type Get = (kept: Kept, resource: string | undefined) => unknown;

const real = (): Kept => {
  const report = { uuid: randomUUID(), timestamp: began / 1000, attributes: { application: 'shop' } };
  return { application: 'shop', report };
};
const ours = (name = mark): Kept => {
  const report = {
    uuid: randomUUID(),
    timestamp: Math.floor(began / 1000),
    attributes: { application: name, hostname: 'migration-probe.invalid' },
  };
  return { application: name, report };
};

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** A server with these errors by their ids, which answers a query with the rows that `answers` picks. */
async function holding(
  kept: Map<number, Kept>,
  answers: (all: [number, Kept][], wanted: string) => [number, Kept][] = (all, wanted) =>
    all.filter(([, { application }]) => application.includes(wanted)),
  get: Get = ({ report }) => report,
) {
  const select = (arrived: Arrived) => {
    const body = jsonBody(arrived) as { filter: [{ application: [[string, string]] }]; limit: number };
    const rows = answers([...kept], body.filter[0].application[0][1]).slice(0, body.limit);
    const values = [rows.map(([id]) => id), rows.map(([, { application }]) => application)];
    return {
      response: {
        columns: [
          ['_tx', ''],
          ['application', ''],
        ],
        objects: [['*', rows.map(([id]) => [id])]],
        values: values.map((column) => ['*', ...column.map((value) => [value, 1])]),
      },
    };
  };
  const recording = await recordingServer((arrived, response) => {
    const { path, parameters } = arrived;
    if (path === '/api/login') return { token: 't'.repeat(64) };
    if (path === '/api/logout') return {};
    if (path === '/api/query') return select(arrived);
    if (path === '/api/get') {
      const one = kept.get(Number.parseInt(parameters.get('object') ?? '', 16));
      const answer = one && get(one, parameters.get('resource') ?? undefined);
      if (!(answer instanceof Uint8Array)) return answer ?? { error: { message: 'gone' } };
      response.writeHead(200, { 'content-disposition': 'attachment; filename="a.bin"' }).end(answer);
      return undefined;
    }
    for (const id of jsonBody(arrived).objects as string[]) kept.delete(Number.parseInt(id, 16));
    return { response: 'ok' };
  });
  const server = connectNew(settingsFor(recording.port), limits);
  open.push(server, recording);
  return { server, arrived: recording.arrived };
}

/** What the ledger says of errors that were sent. */
function left(sent: Kept[]): LeftoverOf<'errors'> {
  return {
    kind: 'errors',
    server: { origin: 'https://new.example.com' },
    began: new Date(began).toISOString(),
    ...project,
    mark,
    sent: sent.map(({ application, report }) => ({
      mark: application,
      sha256: digestOf(JSON.stringify(report)),
      ...(report.uuid ? { uuid: report.uuid } : {}),
    })),
  };
}

const many = (count: number) =>
  Array.from({ length: count }, (_, place): [number, Kept] => [place + 1, real()]);

test('the errors of the run are deleted, and no others', async () => {
  const sent = [ours(), ours(`${mark}-1`), ours(`${mark}-wrong-token`)];
  const kept = new Map([...many(5), ...sent.map((each, place): [number, Kept] => [place + 10, each])]);
  const { server } = await holding(kept);
  await removeMarked(server, left(sent), 1);
  expect([...kept.keys()]).toEqual([1, 2, 3, 4, 5]);
});

test('an error that was refused is removed where it was stored all the same, and else not waited for', async () => {
  const sent = ours(`${mark}-malformed`);
  const item = left([sent]);
  for (const each of item.sent) each.refused = true;
  const kept = new Map([[1, sent]]);
  const { server, arrived } = await holding(kept);
  await removeMarked(server, item, 1);
  expect(kept.size).toBe(0);
  arrived.length = 0;
  await removeMarked(server, item, 60);
  expect(arrived.map(({ path }) => path)).toEqual(['/api/query', '/api/query']);
});

describe('a server that lies loses nothing of its own, and that is told:', () => {
  test('one that ignores the filter, with 5,000 errors', async () => {
    const sent = ours();
    const kept = new Map([[6_000, sent], ...many(5_000)]);
    const { server, arrived } = await holding(kept, (all) => all);
    const removal = removeMarked(server, left([sent]), 0.3);
    await expect(removal).rejects.toThrow(/errors of acme\/probe that are not this run's/);
    expect(kept.size).toBe(5_000);
    // Only what claims to be the run's is read.
    expect(arrived.filter(({ path }) => path === '/api/get').length).toBeLessThanOrEqual(2);
  });

  test('one that answers real errors under the run’s mark', async () => {
    const sent = ours();
    const kept = new Map(many(300));
    const { server } = await holding(kept, (all) =>
      all.map(([id, { report }]) => [id, { application: mark, report }]),
    );
    const removal = removeMarked(server, left([sent]), 0.3);
    await expect(removal).rejects.toThrow(
      /100 errors.*left alone: 1 \(it does not carry a mark of this run\)/,
    );
    expect(kept.size).toBe(300);
  });

  test('one that holds more errors with the mark than were sent', async () => {
    const [sent, copy] = [ours(), ours()];
    const kept = new Map([
      [1, sent],
      [2, { ...copy, report: sent.report }],
      [3, { ...copy, report: sent.report }],
    ]);
    const { server } = await holding(kept);
    const removal = removeMarked(server, left([sent]), 0.3);
    await expect(removal).rejects.toThrow(
      /2 more errors of acme\/probe than the 1 that were sent were left alone/,
    );
    expect(kept.size).toBe(2);
  });
});

test.each<[string, (sent: Kept) => Kept, RegExp]>([
  [
    'carries the mark and other content',
    ({ report, ...rest }) => ({ ...rest, report: { ...report, uuid: randomUUID() } }),
    /it does not hold what this run submitted/,
  ],
  [
    'is older than the run',
    ({ report, ...rest }) => ({ ...rest, report: { ...report, timestamp: 1_573_522_885 } }),
    /it is older than this run/,
  ],
  [
    'carries no mark in itself',
    ({ report, ...rest }) => ({ ...rest, report: { ...report, attributes: {} } }),
    /it does not carry a mark of this run/,
  ],
])('an error that %s is left alone, and told', async (_what, change, told) => {
  const sent = ours();
  const kept = new Map([[1, change(sent)]]);
  const { server } = await holding(kept);
  const error = await removeMarked(server, left([sent]), 0.3).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Unanswered);
  expect(String(error)).toMatch(told);
  expect((error as Unanswered).next).toMatch(/^morgue list acme\/probe .*migration-probe-00ff/);
  expect(kept.size).toBe(1);
});

describe('how a server gives what is stored is not known, so that any way proves it:', () => {
  const refusal = { error: { message: 'unknown resource' } };
  const dump = new TextEncoder().encode('MDMP of a program that the run made up');
  const isOriginal = (resource: string | undefined) => resource === undefined;
  test.each<[string, Get]>([
    ['without a processed report', ({ report }, resource) => (isOriginal(resource) ? report : refusal)],
    ['with nothing readable in its place', ({ report }, resource) => (isOriginal(resource) ? report : dump)],
    ['a minidump without a processed report', (_kept, resource) => (isOriginal(resource) ? dump : refusal)],
    ['without the original', ({ report }, resource) => (isOriginal(resource) ? refusal : report)],
    ['a time that nobody kept', ({ report }) => ({ ...report, timestamp: '0' })],
    [
      'an empty body with the mark beside it',
      (_kept, resource) => (isOriginal(resource) ? new Uint8Array() : { attributes: { application: mark } }),
    ],
    [
      'ids without dashes, and nothing else of the report',
      ({ report }) => ({
        uuid: report.uuid?.replaceAll('-', '').toUpperCase(),
        attributes: report.attributes,
        timestamp: 'Sat, 28 Nov 2026',
      }),
    ],
  ])('%s', async (_what, get) => {
    const sent = ours();
    const kept = new Map([...many(3), [9, sent] as [number, Kept]]);
    const { server } = await holding(kept, undefined, get);
    const item = left([sent]);
    item.sent.push({ mark, sha256: digestOf(dump) }, { mark, sha256: digestOf('') });
    await removeMarked(server, item, 0.3);
    expect([...kept.keys()]).toEqual([1, 2, 3]);
  });

  test('one that cannot be read at first, later', async () => {
    const sent = ours();
    let looks = 0;
    const kept = new Map([[1, sent]]);
    const { server } = await holding(kept, undefined, ({ report }) => {
      looks += 1;
      return looks > 2 ? report : { error: { message: 'not processed yet' } };
    });
    await removeMarked(server, left([sent]), 5);
    expect(kept.size).toBe(0);
  });

  test('one that can never be read is left alone, and told', async () => {
    const kept = new Map([[1, ours()]]);
    const { server } = await holding(kept, undefined, () => refusal);
    const removal = removeMarked(server, left([...kept.values()]), 0.3);
    await expect(removal).rejects.toThrow(/left alone: 1 \(it cannot be read: unknown resource\)/);
    expect(kept.size).toBe(1);
  });

  test('bytes that anybody may have sent prove nothing', async () => {
    const kept = new Map([[1, real()]]);
    const answers = (all: [number, Kept][]): [number, Kept][] =>
      all.map(([id, { report }]) => [id, { application: mark, report }]);
    const { server } = await holding(kept, answers, (_kept, resource) =>
      isOriginal(resource) ? new Uint8Array() : refusal,
    );
    const item = { ...left([]), sent: [{ mark, sha256: digestOf('') }] };
    await expect(removeMarked(server, item, 0.3)).rejects.toThrow(/left alone/);
    expect(kept.size).toBe(1);
  });
});
