import { mkdtempSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { connectNew } from '../coronerd/server.ts';
import {
  type Arrived,
  jsonBody,
  limits,
  recordingServer,
  settingsFor,
} from '../coronerd/testing/recording-server.ts';
import { Ledger } from '../undo/ledger.ts';
import { Sender } from './sender.ts';
import { SymbolProbe } from './symbol-probe.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const project = { universe: 'u', name: 'p' };
const mark = 'migration-probe-00ff00ff00ff00ff';

interface World {
  /** Answers the question for the progress of reprocessing. */
  status?: (response: ServerResponse) => unknown;
  /** Whether the error has function names in the end. */
  named?: boolean;
  /** Where `_missing_symbols` is told. */
  missingIn?: 'row' | 'report';
  /** Archives of earlier runs. */
  earlier?: object[];
}

/** A server that takes minidumps and symbols, and reprocesses when it is polls. */
async function probing({ status, named = true, missingIn = 'report', earlier = [] }: World) {
  let uploaded = false;
  let reprocessed = 0;
  let polls = 0;
  const isNamed = () => named && reprocessed > 0 && polls > 1;
  const missing = () => ({ _missing_symbols: isNamed() ? 0 : 1 });
  const report = () => ({
    threads: { '1': { fault: true, stack: [{ address: '0x10', ...(isNamed() ? { funcName: 'f' } : {}) }] } },
    modules: [{ debug_file: 'migration-probe' }],
    attributes: { application: `${mark}-minidump`, ...(missingIn === 'report' ? missing() : {}) },
  });
  const symfile = (action: unknown) => {
    const archives = [
      ...(uploaded && polls++ > 1 ? [{ archive_id: 'mine', status: 'done' }] : []),
      ...earlier,
    ];
    const files = action === 'archives' ? archives : [];
    return { response: { [String(action)]: [{ tag: 'migration-probe', files }] } };
  };
  const query = ({ parameters, ...arrived }: Arrived) => {
    const columns = missingIn === 'row' ? [{ name: '_missing_symbols', type: 'bitmap' }] : [];
    if (parameters.get('action') === 'describe') return { describe: columns };
    const { select = [] } = jsonBody(arrived as Arrived) as { select?: string[] };
    const values = select.map((name) => ['*', [name === '_missing_symbols' ? missing()[name] : 5, 1]]);
    return { response: { columns: select.map((name) => [name, '']), objects: [['*', [[5]]]], values } };
  };
  const recording = await recordingServer((arrived, response) => {
    const { path, parameters } = arrived;
    if (path === '/api/post') {
      uploaded ||= parameters.get('format') === 'symbols';
      return { response: 'ok' };
    }
    if (path === '/api/get') return report();
    if (path === '/api/symfile') return symfile(jsonBody(arrived).action);
    if (path === '/api/query') return query(arrived);
    if (path !== '/api/control') return { token: 'token-of-a-session' };
    if (jsonBody(arrived).action === 'status') {
      polls += 1;
      return status?.(response) ?? {};
    }
    reprocessed += 1;
    return { id: 7 };
  });
  const server = connectNew(settingsFor(recording.port), limits);
  const folder = mkdtempSync(join(tmpdir(), 'symbol-probe-'));
  open.push(server, recording, { close: () => rmSync(folder, { recursive: true }) });
  const sender = new Sender(server, project, mark, new Ledger(folder, { began: Date.now(), server }));
  return new SymbolProbe({ server, project, sender, within: 1 });
}

const refused = () => ({ error: { message: 'permission denied' } });

test('a refused question for the progress does not end the wait, nor refuses reprocessing', async () => {
  const probe = await probing({ status: refused });
  expect(await probe.reprocessed()).toEqual({
    request: 7,
    finished: true,
    seen: 'the error has function names',
  });
});

test.each([
  ['refused', refused, /permission denied/],
  ['not understood', () => ({ anything: 'else' }), /tells nothing of request 7: .*anything/],
])('where progress is %s and nothing changes, that could not be found out', async (_, status, said) => {
  const result = await (await probing({ status, named: false })).reprocessed();
  expect(result).toMatchObject({ finished: false, seen: expect.stringMatching(said) });
  expect(result.refused).toBeUndefined();
  expect(result.untold?.message).toMatch(said);
});

test('a request that waits all the time is not finished, and that is known', async () => {
  const result = await (
    await probing({ status: () => ({ reload: [{ id: 7, state: 'queued' }] }), named: false })
  ).reprocessed();
  expect(result).toEqual({ request: 7, finished: false, seen: 'request 7 is "queued"' });
});

test("archives of earlier runs are not this one's, whatever became of them", async () => {
  const earlier = [{ archive_id: 'old', status: 'error', errors: ['disk full'], upload_time: 9e9 }];
  const { archive } = await (await probing({ earlier })).listed();
  expect(archive).toMatchObject({ archive_id: 'mine', status: 'done' });
});

test.each(['row', 'report'] as const)('_missing_symbols is found in the %s', async (missingIn) => {
  const probe = await probing({ missingIn });
  expect((await probe.before())?.missingSymbols).toBe(1);
  expect((await probe.after())?.missingSymbols).toBe(0);
});
