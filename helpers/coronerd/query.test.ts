import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectOld, type ReadableServer } from './server.ts';
import {
  type Arrived,
  jsonBody,
  limits,
  type RecordingServer,
  recordingServer,
  settingsFor,
} from './testing/recording-server.ts';

const project = { universe: 'ünï & "verse"', name: "o'brien; $(rm -rf /) é" };

/** Holds errors by id and answers select queries as the contract says, at most `cap` rows a reply. */
function errorsServer(ids: number[], cap: number, ignoreTx = false) {
  return (arrived: Arrived) => {
    if (arrived.path !== '/api/query') return { token: 'token-of-a-session' };
    const body = jsonBody(arrived) as {
      filter: { _tx: [string, string][] }[];
      limit: number;
      select: string[];
    };
    const conditions = body.filter[0]?._tx ?? [];
    const match = ids
      .filter(
        (id) =>
          ignoreTx || conditions.every(([op, v]) => (op === 'less-than' ? id < Number(v) : id >= Number(v))),
      )
      .sort((a, b) => b - a);
    const page = match.slice(0, Math.min(cap, body.limit));
    return {
      _: { tx: 9, ...(cap > 100 && { runtime: { filter: { rows: match.length } } }) },
      response: {
        columns: body.select.map((name) => [name, '']),
        objects: [['*', page.map((id) => [id])]],
        values: body.select.map((name) => ['*', ...page.map((id) => [`${name} of ${id}`, 1])]),
      },
    };
  };
}

async function with_<T>(
  answer: Parameters<typeof recordingServer>[0],
  use: (server: ReadableServer, recording: RecordingServer) => Promise<T>,
): Promise<T> {
  const recording = await recordingServer(answer);
  const server = connectOld(settingsFor(recording.port, { side: 'old' }), limits);
  try {
    return await use(server, recording);
  } finally {
    await server.close();
    await recording.close();
  }
}

describe('paging', () => {
  const ids = Array.from({ length: 23 }, (_, index) => index * 3);

  test.each([
    ['the server tells how many match', 1000, 4],
    ['the server has a lower limit of its own and tells nothing', 5, 6],
  ])('every error comes once where %s', async (_, cap, requests) => {
    await with_(errorsServer([...ids], cap), async (server, recording) => {
      const seen: number[] = [];
      for await (const row of server.selectAll(project, { filter: {}, select: ['a "b"'], limit: 6 })) {
        expect(row.values['a "b"']).toBe(`a "b" of ${row.id}`);
        seen.push(row.id);
      }
      expect(seen).toEqual([...ids].reverse());
      const queries = recording.arrived.filter(({ path }) => path === '/api/query');
      expect(queries).toHaveLength(requests);
      expect(queries[0]?.parameters.get('project')).toBe(project.name);
      expect(queries[0]?.parameters.get('universe')).toBe(project.universe);
    });
  });

  test('a server that ignores the bound is not paged for ever', async () => {
    await with_(errorsServer([...ids], 5, true), async (server) => {
      const all = async () => {
        for await (const _ of server.selectAll(project, { filter: {}, select: ['a'], limit: 5 }));
      };
      await expect(all()).rejects.toThrow(/ignored the order or the filter on _tx/);
    });
  });
});

describe('fold', () => {
  test('groups, cells by label and the total come out', async () => {
    const answer = (arrived: Arrived) =>
      arrived.path === '/api/login'
        ? { token: 'token-of-a-session' }
        : {
            response: {
              columns: [
                ['head(fingerprint)', ''],
                ['range(timestamp)', ''],
                ['bin(x)', ''],
                ['bin(x)', ''],
              ],
              values: [
                ['ab', [['ab'], [1, '2'], [], []], 3],
                ['*', [[], [5, 6], [[0, 1, 2]], []], '1'],
              ],
              cardinalities: { initial: { rows: 40 } },
            },
          };
    await with_(answer, async (server, recording) => {
      const { groups, total } = await server.fold(project, {
        filter: { timestamp: [['at-least', '1.']] },
        group: ['fingerprint'],
        limit: 2,
      });
      expect(total).toBe(40);
      expect(groups[0]).toEqual({
        key: 'ab',
        count: 3,
        cells: { 'head(fingerprint)': ['ab'], 'range(timestamp)': [1, '2'], 'bin(x)': [], 'bin(x);1': [] },
      });
      expect(groups[1]).toMatchObject({ key: '*', count: 1 });
      const query = recording.arrived.find(({ path }) => path === '/api/query');
      expect(query && jsonBody(query)).toEqual({
        filter: [{ timestamp: [['at-least', '1.']] }],
        group: ['fingerprint'],
        limit: 2,
      });
    });
  });

  test('nothing matched', async () => {
    const answer = (arrived: Arrived) =>
      arrived.path === '/api/login' ? { token: 'token-of-a-session' } : { response: { values: [] } };
    await with_(answer, async (server) => {
      expect(await server.fold(project, { filter: {} })).toEqual({ groups: [], total: 0 });
    });
  });
});

describe('the rest of what is read', () => {
  let recording: RecordingServer;
  let server: ReadableServer;
  const replies: Record<string, unknown> = {
    '/api/login': {
      token: 'token-of-a-session',
      universes: {
        u: {
          projects_ext: [
            { name: 'p', pid: '7', deleted: 0 },
            { name: 'gone', deleted: 1 },
          ],
        },
      },
    },
    '/api/list': { attachments: [{ id: 28, name: 'ä.txt', size: '5', content_type: 'text/plain' }] },
    '/api/limits': { u: { id: 1, submissions: { limit: 10, counter: '3', rejected: 0 } } },
    '/api/control/audit': { response: { log: [{ timestamp: '5', universe: 'u', result: 0 }] } },
    '/api/sampling': {
      universes: [
        { name: 'u', projects: [{ name: 'p', backoffs: { reset_interval: '86400', backoffs: [] } }] },
      ],
    },
    '/api/is_configured': 1,
    '/api/bpg': { error: { code: 5, message: 'denied' } },
  };
  beforeAll(async () => {
    recording = await recordingServer((arrived, response) => {
      if (arrived.path === '/api/get') {
        response
          .setHeader('content-disposition', 'attachment; filename="x.json"')
          .end('{"error":"a report may say so"}');
        return undefined;
      }
      if (arrived.path !== '/api/symfile') return replies[arrived.path];
      return {
        response: {
          symbols: [{ tag: 'anon', files: [{ debug_file: 'a', debug_identifier: 'b', file_size: '9' }] }],
          missing_symbols: [{ debug_file: 'm', debug_id: 'i' }],
          summary: { symbols: { count: '2' } },
        },
      };
    });
    server = connectOld(settingsFor(recording.port, { side: 'old' }), limits);
  });
  afterAll(async () => {
    await server.close();
    await recording.close();
  });

  test('projects come from the login document where the configuration may not be read', async () => {
    expect(await server.projects()).toEqual([
      { universe: 'u', name: 'p', pid: 7, deleted: false },
      { universe: 'u', name: 'gone', pid: null, deleted: true },
    ]);
  });
  test('symbols', async () => {
    const p = { universe: 'u', name: 'p' };
    expect(await server.symbols(p)).toMatchObject([
      { tag: 'anon', debug_file: 'a', debug_identifier: 'b', file_size: 9 },
    ]);
    expect(await server.missingSymbols(p)).toMatchObject([{ debug_file: 'm', debug_id: 'i' }]);
    expect(await server.symbolSummary(p)).toMatchObject({
      symbols: { count: 2 },
      missing_symbols: { count: 0 },
    });
  });
  test('objects and attachments', async () => {
    const p = { universe: 'u', name: 'p' };
    expect(await server.attachments(p, 206)).toMatchObject([{ id: '28', name: 'ä.txt', size: 5 }]);
    expect(recording.arrived.at(-1)?.parameters.get('object')).toBe('ce');
    expect(await server.report(p, 206)).toEqual({ error: 'a report may say so' });
    expect(new TextDecoder().decode(await server.attachment(p, '0ce', { name: 'ä b.txt' }))).toContain(
      'a report',
    );
    expect(recording.arrived.at(-1)?.parameters.get('attachment_name')).toBe('ä b.txt');
    await expect(server.attachments(p, '')).rejects.toThrow(RangeError);
    await expect(server.attachments(p, -1)).rejects.toThrow(RangeError);
  });
  test('status', async () => {
    expect(await server.limits()).toMatchObject({ u: { submissions: { counter: 3 } } });
    expect(await server.audit()).toMatchObject([{ timestamp: 5 }]);
    expect((await server.samplingStatus()).universes?.[0]?.projects[0]?.backoffs?.reset_interval).toBe(86400);
    const { serverMs, sentMs, receivedMs } = await server.clock();
    expect(Math.abs(serverMs - sentMs)).toBeLessThan(2000);
    expect(receivedMs).toBeGreaterThanOrEqual(sentMs);
  });
});
