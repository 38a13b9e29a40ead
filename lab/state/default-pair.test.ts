import { describe, expect, test } from 'vitest';
import { keyFields, naturalKeys, schema } from '../coronerd/bpg/schema.ts';
import { cutoffOf } from './cutoff.ts';
import { defaultPair } from './default-pair.ts';
import { keyed } from './testing/keyed.ts';
import type { PairState, ServerState } from './types.ts';

const small = { projects: 9, errors: 300, symbols: 40 };

test('the same seed gives the same pair, another seed another', () => {
  const json = (seed: number) => JSON.stringify(defaultPair({ seed, ...small }));
  expect(json(3)).toBe(json(3));
  expect(json(3)).not.toBe(json(4));
});

test('the sizes are what was asked for', () => {
  const { old } = defaultPair({ seed: 1 });
  const total = (lists: Record<string, unknown[]>) =>
    Object.values(lists).reduce((sum, list) => sum + list.length, 0);
  expect([old.configuration.project?.length, total(old.errors), total(old.symbols)]).toEqual([
    12, 3_000, 200,
  ]);
  expect(old.configuration.users).toHaveLength(40);
});

describe.each([1, 2, 3, 17, 99])('seed %i', (seed) => {
  const pair = defaultPair({ seed, ...small });

  test('no two rows of a type have the same key', () => {
    for (const state of [pair.old, pair.new]) {
      for (const [type, fields] of Object.entries(schema)) {
        for (const key of [keyFields(fields), naturalKeys[type] ?? keyFields(fields)]) {
          const keys = (state.configuration[type] ?? []).map((row) =>
            JSON.stringify(key.map((name) => row[name])),
          );
          expect(new Set(keys).size, type).toBe(keys.length);
        }
      }
    }
  });

  test('with ids resolved to names, both configurations are the same', () => {
    expect(keyed(withoutNames(pair.new))).toEqual(keyed(withoutNames(pair.old)));
  });

  test('the numbers behind the names differ', () => {
    const pids = (state: ServerState) => state.configuration.project?.map((row) => [row.name, row.pid]);
    expect(pids(pair.new)).not.toEqual(pids(pair.old));
  });

  test('up to the cutoff both hold the same errors; the rest is traffic on the new server', () => {
    const cutoff = cutoffOf(pair);
    const migrated = (state: ServerState) => errorsByProject(state, (time) => time <= cutoff);
    expect(migrated(pair.new)).toEqual(migrated(pair.old));
    expect(Object.values(errorsByProject(pair.old, (time) => time > cutoff)).flat()).toEqual([]);
    expect(Object.values(errorsByProject(pair.new, (time) => time > cutoff)).flat().length).toBeGreaterThan(
      0,
    );
    expect(Math.max(...times(pair))).toBeLessThan(Date.now() / 1000);
  });

  test('ids of errors ascend within each project', () => {
    for (const errors of Object.values(pair.new.errors)) {
      expect(errors.map((error) => error.id)).toEqual(errors.map((error) => error.id).sort((a, b) => a - b));
    }
  });

  test('the probe project is there on both sides, without errors', () => {
    for (const { configuration, errors } of [pair.old, pair.new]) {
      const project = configuration.project?.find((row) => row.name === 'migration-probe');
      expect(errors[Number(project?.pid)] ?? []).toEqual([]);
    }
  });
});

/** The name of the machine, in whichever field, is the one thing in the configuration that must differ. */
function withoutNames(state: ServerState): ServerState {
  const listener = (state.configuration.listener ?? []).map((row) => ({ ...row, dns_name: '' }));
  const saml = (state.configuration.saml ?? []).map((row) => ({ ...row, callback_url: '' }));
  return { ...state, configuration: { ...state.configuration, listener, saml } };
}

function errorsByProject(
  state: ServerState,
  wanted: (timestamp: number) => boolean,
): Record<string, unknown[]> {
  const { project = [], universe = [] } = state.configuration;
  return Object.fromEntries(
    project.map((row) => {
      const name = `${universe.find((each) => each.id === row.universe)?.name}/${row.name}`;
      const errors = (state.errors[Number(row.pid)] ?? []).filter((error) => wanted(error.timestamp));
      return [
        name,
        errors.map(({ timestamp, fingerprint, attributes, callstack }) => ({
          timestamp,
          fingerprint,
          attributes,
          callstack,
        })),
      ];
    }),
  );
}

function times(pair: PairState): number[] {
  return [pair.old, pair.new].flatMap(({ errors }) =>
    Object.values(errors)
      .flat()
      .map((error) => error.timestamp),
  );
}
