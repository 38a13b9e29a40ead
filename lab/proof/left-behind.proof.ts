import { expect, it } from 'vitest';
import { defaultPair } from '../state/default-pair.ts';
import { probeProject } from '../state/probe-project.ts';
import { integerOf, rowsOf } from '../state/row.ts';
import type { ServerState, SymbolArchive, SymbolServer } from '../state/types.ts';
import { verify } from './verify.ts';

/** What a run changes for good: it is counted, logged, or no request removes it (README: What each step does). */
const changed = [
  'archives',
  'audit',
  'errors',
  'issues',
  'missingSymbols',
  'storage',
  'symbolServers',
  'symbols',
] as const satisfies (keyof ServerState)[];

/** What an earlier run left whose symbols could not be processed: no request deletes it. */
const failedEarlier: SymbolArchive = {
  archiveId: '00000000000000ab',
  tag: 'migration-probe',
  uploadedAt: 1_780_000_000,
  size: 9,
  status: 'error',
  newSymbols: 0,
  duplicateSymbols: 0,
  invalidSymbols: 1,
  errors: ['no space left on device'],
};

it('leaves the new server as it was, but for what no request removes', { timeout: 60_000 }, async () => {
  const pair = defaultPair({ seed: 7 });
  const pid = integerOf(
    rowsOf(pair.new, 'project').find(({ name }) => name === probeProject),
    'pid',
  );
  pair.new.archives = { [pid]: [failedEarlier] };
  const run = await verify(pair);
  const { after: running, outcomes } = run;
  const [before, after] = [pair.new, running.new];
  expect(outcomes.filter(({ status }) => status !== 'passed')).toEqual([]);

  expect(without(after, changed)).toEqual(without(before, changed));
  expect(filled(after.errors)).toEqual(filled(before.errors));
  expect(after.audit.slice(0, before.audit.length)).toEqual(before.audit);
  expect(after.symbolServers.map(settingsOf)).toEqual(before.symbolServers.map(settingsOf));
  for (const [universe, { limit, rejected }] of Object.entries(before.storage))
    expect(after.storage[universe], universe).toMatchObject({ limit, rejected });

  for (const part of ['archives', 'issues', 'missingSymbols', 'symbols'] as const)
    expect(without(after[part], [pid]), part).toEqual(without(before[part], [pid]));
  const ours = /^(migration-probe|tidewater\.pdb)$/;
  for (const { debugFile } of [...(after.symbols[pid] ?? []), ...(after.missingSymbols[pid] ?? [])])
    expect(debugFile).toMatch(ours);
  // Whatever a workflow needs was made, and is gone.
  expect(after.workflows).toEqual(before.workflows);
  expect(run.ticketsMade).toBeGreaterThan(0);
  expect(run.tickets).toEqual([]);
  expect(run.mails.come).toBeGreaterThan(0);
  expect(run.mails.subjects).toEqual([]);
  expect(run.scheduled).toEqual([]);
  expect(after.issues?.[pid]?.map(({ ticket, tags }) => ticket + tags).join('')).toBe('');
});

function without(state: object | undefined, keys: readonly (string | number)[]): object {
  const left = new Set(keys.map(String));
  return Object.fromEntries(Object.entries(state ?? {}).filter(([key]) => !left.has(key)));
}

function filled(errors: ServerState['errors']): ServerState['errors'] {
  return Object.fromEntries(Object.entries(errors).filter(([, list]) => list.length > 0));
}

/**
 * Settings of a symbol server. Left out is what the test errors change, since symbold looks for their symbols on every
 * enabled symbol server of the project and its universe (README: What each step does): statistics count up, the log
 * grows, and what is not found comes on the skiplist for half a day.
 */
function settingsOf({ statistics: _, log: __, skiplist: ___, ...settings }: SymbolServer): object {
  return settings;
}
