import type { StoredError } from '../../../state/types.ts';
import { type Reply, smallState } from '../../../testing/server.ts';
import { createCoronerd } from '../../coronerd.ts';
import type { Scope } from '../../scope.ts';
import { readQuery } from '../request.ts';
import { runQuery } from '../run.ts';
import { Timings } from '../timings.ts';

const day = 86_400;

/** Time of the first of the six errors, in unix seconds; the others follow at distances of 40 days. */
export const begin = Date.UTC(2026, 0, 1) / 1000;

/** A filter that every error passes. */
export const all = { timestamp: [['at-least', '1.']] };

/** Ids 10, 11, 12, 20, 21, 22; the first three of `aa…`, two of `bb…`, one of `cc…`. */
function sixErrors(): StoredError[] {
  const rows: [number, string, string | null, number | null][] = [
    [10, 'a', 'alpha', 5],
    [11, 'a', 'alpha', 10],
    [12, 'a', 'Beta', 15],
    [20, 'b', null, 20],
    [21, 'b', 'beta', null],
    [22, 'c', 'gamma ray', 40],
  ];
  return rows.map(([id, letter, hostname, age], place) => ({
    id,
    rxid: `0${place}000000-0000-0000-0000-000000000000`,
    timestamp: begin + place * 40 * day,
    fingerprint: letter.repeat(64),
    attributes: {
      ...(hostname === null ? {} : { hostname }),
      ...(age === null ? {} : { 'process.age': age }),
      hidden: 1,
    },
    callstack: [`f${place}`, 'main'],
    attachments: [],
  }));
}

/** Six errors and the words to query them. */
export interface SixErrors {
  /** The part `response` of a reply; without a filter of its own every error passes. */
  run(body: Record<string, unknown>): Reply;
  /** Ids of the errors that pass any of the filter objects. */
  ids(...filter: unknown[]): number[];
}

export function sixErrorsServer(): SixErrors {
  const state = smallState();
  const project = state.configuration.project?.find((row) => row.name === 'migration-probe') ?? {};
  const pid = Number(project.pid);
  state.errors[pid] = sixErrors();
  const coronerd = createCoronerd(state, () => 0);
  const scope: Scope = { universe: {}, project, pid, universeName: 'acme', projectName: 'migration-probe' };
  const run: SixErrors['run'] = (body) => {
    return runQuery(coronerd, scope, readQuery({ filter: [all], ...body }), new Timings()).response;
  };
  const ids: SixErrors['ids'] = (...filter) => {
    const response = run({ filter, select: ['_tx'] });
    return response.objects[0][1].flatMap(([base, extra = 0]: number[]) => {
      return Array.from({ length: extra + 1 }, (_, place) => (base ?? 0) + place);
    });
  };
  return { run, ids };
}
