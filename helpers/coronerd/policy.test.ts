import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { own } from '../undo/owned.ts';
import { isReading, ReadOnlyRefusal } from './policy.ts';
import { connectNew, connectOld, type ReadableServer, type WritableServer } from './server.ts';
import {
  jsonBody,
  limits,
  type RecordingServer,
  recordingServer,
  settingsFor,
} from './testing/recording-server.ts';
import { openTransport } from './transport.ts';

const project = { universe: 'u', name: 'p' };
const ownError = own({ ...project, id: 1, mark: 'm' });

/** Every call there is, with arguments that would do something. A new call without an entry fails the test below. */
const calls: Record<keyof WritableServer & string, (server: WritableServer) => unknown> = {
  isConfigured: (server) => server.isConfigured(),
  clock: (server) => server.clock(),
  login: (server) => server.login(),
  loginWith: (server) => server.loginWith({ username: 'a', password: 'bbbb' }),
  config: (server) => server.config(),
  services: (server) => server.services(),
  serviceAt: (server) => server.serviceAt('/api/workflows'),
  serviceLayer: async (server) => [await server.serviceLayer('list'), await server.serviceLayer('status')],
  fromService: async (server) => [
    await server.fromService('/api/symbold', '/symbolserver/universe/u', { page: '0', take: '100' }),
    await server.fromService('/api/workflows', '/universes/u/projects/p/integrations'),
    await server.fromService('/api/alerts', '/targets', { universe: 'u', project: 'p' }),
    await server.fromService('/api/metrics-importer', '/projects/p/logs'),
  ],
  schema: (server) => server.schema(),
  rows: (server) => server.rows(['project']),
  rowResults: (server) => server.rowResults(['project']),
  universes: (server) => server.universes(),
  projects: (server) => server.projects(),
  describe: (server) => server.describe(project),
  select: (server) => server.select(project, { filter: {}, select: ['timestamp'] }),
  selected: (server) => server.selected(project, { filter: {}, select_wildcard: { physical: true } }),
  selectAll: (server) => server.selectAll(project, { filter: {}, select: ['timestamp'] }).next(),
  hasErrors: (server) => server.hasErrors(project),
  fold: (server) =>
    server.fold(project, { filter: {}, fold: { timestamp: [['range']] }, group: ['fingerprint'] }),
  object: (server) => server.object(project, 1, 'json.gz'),
  report: (server) => server.report(project, 1),
  attachments: (server) => server.attachments(project, 1),
  attachment: (server) => server.attachment(project, 1, { name: 'x' }),
  retentionStatus: (server) => server.retentionStatus(),
  reloadStatus: (server) => server.reloadStatus(),
  samplingStatus: (server) => server.samplingStatus(),
  limits: (server) => server.limits(),
  audit: (server) => server.audit('u'),
  symbolSummary: (server) => server.symbolSummary(project),
  symbols: (server) => server.symbols(project),
  archives: (server) => server.archives(project),
  missingSymbols: (server) => server.missingSymbols(project),
  symbolsByTag: (server) => server.symbolsByTag(project, () => 'x'),
  missingSymbolsAs: (server) => server.missingSymbolsAs(project, () => 'x'),
  symbolServers: (server) =>
    Promise.allSettled([
      server.symbolServers({ universe: 'u/x' }),
      server.symbolServers({ universe: 'u', project: '../p' }),
    ]).then(refusalsOf),
  symbolServer: (server) => server.symbolServer('1/x'),
  symbolList: (server) =>
    Promise.allSettled([
      server.symbolList('whitelist', '1'),
      server.symbolList('blacklist', '1'),
      server.symbolList('skiplist', '1'),
      server.symbolList('skiplist', '1', 'a/b c'),
    ]).then(refusalsOf),
  symbolServerLog: (server) =>
    Promise.allSettled([server.symbolServerLog('1'), server.symbolServerLog('1', { text: 'a/b' })]).then(
      refusalsOf,
    ),
  symboldQueueCount: (server) => server.symboldQueueCount(),
  symboldQueue: (server) =>
    Promise.allSettled([server.symboldQueue('events'), server.symboldQueue('missingSymbols')]),
  symboldStatus: (server) => server.symboldStatus({ universe: 'u', project: 'p' }),
  submissionListeners: (server) => server.submissionListeners(),
  submit: (server) => server.submit({ kind: 'console', url: new URL('/api/post', server.url) }, project, {}),
  deleteErrors: (server) => server.deleteErrors([ownError]),
  reprocess: (server) => server.reprocess(ownError),
  linkIssue: (server) => server.linkIssue(own({ ...project, fingerprint: 'f' }), []),
  sendReport: (server) => server.sendReport(own({ ...project, id: 1, recipient: 'a@example.com' })),
  sendInvitation: (server) => server.sendInvitation(own({ universe: 'u', username: 'bob' })),
  createRow: (server) => server.createRow('report', {}),
  deleteRow: (server) => server.deleteRow(own({ type: 'report', key: { id: 1 } })),
  createInService: (server) => server.createInService('/api/workflows', '/universes/u/connections', {}),
  deleteInService: (server) =>
    server.deleteInService(
      own({ ...project, kind: 'connections', id: 1 }),
      '/api/workflows',
      '/universes/u/connections',
    ),
  queueSymbols: (server) => server.queueSymbols(ownError, [{ debugFile: 'a.pdb', debugId: 'AB1' }]),
  removeSkipItem: (server) => server.removeSkipItem(own({ id: '7' })),
  side: (server) => server.side,
  url: (server) => server.url,
  universe: (server) => server.universe,
  requests: (server) => server.requests,
  reached: (server) => server.reached,
  observedBy: (server) => server.observedBy(() => {}),
  close: () => undefined,
};

/** Throws the refusal among the outcomes, if any: of several calls, each has to get through. */
function refusalsOf(outcomes: PromiseSettledResult<unknown>[]): void {
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected' && outcome.reason instanceof ReadOnlyRefusal) throw outcome.reason;
  }
}

const writingCalls = [
  'createInService',
  'createRow',
  'deleteErrors',
  'deleteInService',
  'deleteRow',
  'linkIssue',
  'queueSymbols',
  'removeSkipItem',
  'reprocess',
  'sendInvitation',
  'sendReport',
  'submit',
] as const;

let recording: RecordingServer;
let old: ReadableServer;
beforeAll(async () => {
  recording = await recordingServer((arrived) => {
    if (arrived.path === '/api/login') return { token: 'token-of-a-session', universes: { u: {} } };
    return { response: {}, results: [], values: [] };
  });
  old = connectOld(settingsFor(recording.port, { side: 'old' }), limits);
});
beforeEach(() => void recording.arrived.splice(0));
afterAll(async () => {
  await old.close();
  await recording.close();
});

test('the table above names every call of both clients', () => {
  const fresh = connectNew(settingsFor(recording.port), limits);
  expect(Object.keys(fresh).sort()).toEqual(Object.keys(calls).sort());
  const difference = Object.keys(fresh).filter((call) => !(call in old));
  expect(difference.sort()).toEqual([...writingCalls, 'submissionListeners'].sort());
});

test('every call of the old client arrives as a request that reads, or not at all', async () => {
  for (const call of Object.values(calls)) {
    // The replies fit none of the calls; only what arrives counts here.
    await Promise.resolve()
      .then(() => call(old as WritableServer))
      .catch((error: unknown) => {
        if (error instanceof ReadOnlyRefusal) throw error;
      });
  }
  expect(recording.arrived.length).toBeGreaterThan(25);
  for (const { method, path, body, headers } of recording.arrived) {
    const wire = { method, url: new URL(path, 'http://x'), headers: {}, body: body.toString() };
    const named = `${method} ${path} ${body}`;
    expect(['GET', 'POST'], named).toContain(method);
    expect(path, named).not.toMatch(/^\/api\/(post|delete|report|signup|queries)/);
    if (headers['content-type'] !== 'application/json') continue;
    const parsed = jsonBody({ body } as Parameters<typeof jsonBody>[0]);
    expect(wire.url.pathname === '/api/query' && ('set' in parsed || 'actions' in parsed), named).toBe(false);
    expect(String(parsed.action), named).not.toMatch(/reload|graceperiod|reset|send|resend|rescan/);
    const actions = (path === '/api/bpg' ? parsed.actions : []) as { action: string }[];
    expect(
      actions.map(({ action }) => action).filter((action) => !['get', 'schema'].includes(action)),
    ).toEqual([]);
  }
});

const json = { 'content-type': 'application/json' };
const writing: [method: string, path: string, body?: unknown][] = [
  ['POST', '/api/post?format=json', { uuid: 'x' }],
  ['POST', '/post', { uuid: 'x' }],
  ['POST', '/api/delete?universe=u', { universe: 'u', project: 'p', objects: ['1'] }],
  ['POST', '/api/x/../delete', {}],
  ['POST', '/api/%64elete', {}],
  ['DELETE', '/api/query', {}],
  ['PUT', '/api/symbold/symbolserver/1', {}],
  ['DELETE', '/api/symbold/skiplist/1/all'],
  ['POST', '/api/symbold/queue/add', {}],
  ['DELETE', '/api/symbold/skiplist/7'],
  ['POST', '/api/symbold/whitelist/1', { model: ['a'] }],
  ['PUT', '/api/symbold/symbolserver/1/disable', {}],
  ['GET', '/api/symbold/symbolserver/1/disable'],
  ['GET', '/api/symbold/skiplist/1/all'],
  ['GET', '/api/symbold/queue/add'],
  ['POST', '/api/query', { filter: [], set: { a: 'b' } }],
  ['POST', '/api/query', { filter: [], actions: { fingerprint: [] } }],
  ['POST', '/api/query', { filter: [], template: 'workflow' }],
  ['POST', '/api/query', { action: 'delete' }],
  ['POST', '/api/query?action=delete', {}],
  ['POST', '/api/query?action=describe&action=delete', {}],
  [
    'POST',
    '/api/bpg',
    {
      actions: [
        { action: 'get', type: 'x' },
        { action: 'delete', type: 'x' },
      ],
    },
  ],
  ['POST', '/api/bpg', { actions: [] }],
  ['POST', '/api/bpg', { actions: [null] }],
  ['POST', '/api/bpg', [{ action: 'get' }]],
  ['POST', '/api/control', { action: 'reload', universe: 'u', project: 'p' }],
  ['POST', '/api/control', { action: 'graceperiod' }],
  ['POST', '/api/control/shml', { action: 'activate' }],
  ['POST', '/api/control/histogram', { action: 'deactivate' }],
  ['POST', '/api/svclayer', { action: 'rescan' }],
  ['POST', '/api/sampling', { action: 'reset' }],
  ['POST', '/api/session', { action: 'set' }],
  ['POST', '/api/report', { action: 'send' }],
  ['POST', '/api/signup', { action: 'resend' }],
  ['POST', '/api/queries', { action: 'get' }],
  ['POST', '/api/issue', { fingerprint: [] }],
  ['POST', '/api/symfile', { action: 'delete' }],
  ['POST', '/api/login', { username: 'a', password: 'b', new_password: 'c' }],
  ['POST', '/api/workflows/universes/u/connections', {}],
  ['GET', '/api/is_configured', { action: 'x' }],
  ['GET', '/api/post?format=json'],
  ['GET', '/api/delete/targets'],
];

describe('raw requests that write', () => {
  test.each(writing)('%s %s %j is refused before it is sent', async (method, path, body) => {
    const transport = openTransport(settingsFor(recording.port, { side: 'old' }), limits, false);
    const request = {
      method,
      url: new URL(path, `http://127.0.0.1:${recording.port}`),
      headers: json,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    await expect(transport.send(request, () => {})).rejects.toThrow(ReadOnlyRefusal);
    expect(transport.requests).toBe(0);
    await transport.close();
    expect(recording.arrived).toEqual([]);
  });

  test('bytes and forms are no way around', () => {
    const url = new URL('http://x/api/bpg');
    const body = JSON.stringify({ actions: [{ action: 'get' }] });
    expect(isReading({ method: 'POST', url, headers: json, body })).toBe(true);
    expect(isReading({ method: 'POST', url, headers: json, body: new TextEncoder().encode(body) })).toBe(
      false,
    );
    expect(isReading({ method: 'POST', url, headers: json, body: 'not json' })).toBe(false);
  });
});
