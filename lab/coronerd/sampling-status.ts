import { z } from 'zod';
import { integerOf, textOf } from '../state/row.ts';
import type { Row } from '../state/types.ts';
import type { Coronerd } from './coronerd.ts';

const configuration = z.looseObject({
  backoffs: z.array(z.looseObject({ count: z.number(), interval: z.number() })).optional(),
  reset_interval: z.number().optional(),
});

/** One day: the interval after which sampling starts over where none is configured (contract §6.5). */
const defaultInterval = 86_400;

/** What sampling counted in a project since it was last reset; without `backoffs` it is not configured. */
export function projectSampling(coronerd: Coronerd, project: Row, row: Row | undefined): object {
  const name = textOf(project, 'name');
  if (!row || row.disabled === 1) return { name };
  const { backoffs = [], reset_interval } = configuration.parse(JSON.parse(textOf(row, 'configuration')));
  const pid = integerOf(project, 'pid');
  const groups = countedGroups(coronerd, pid);
  const accepts = groups.reduce((sum, group) => sum + group.count, 0);
  return {
    name,
    backoffs: {
      reset_interval: reset_interval ?? defaultInterval,
      backoffs,
      groups,
      missing_symbols: 0,
      private_missing_symbols: 0,
    },
    accepts,
    rejects: 0,
    misses: 0,
    failures: 0,
  };
}

function countedGroups(coronerd: Coronerd, pid: number) {
  const groups = new Map<
    string,
    { id: string; count: number; last_accept: number; last_accept_txid: number }
  >();
  const since = (fingerprint: string) => {
    const all = coronerd.samplingResets.get(`${pid} *`) ?? 0;
    return Math.max(all, coronerd.samplingResets.get(`${pid} ${fingerprint}`) ?? 0);
  };
  for (const { fingerprint, timestamp, id } of coronerd.tables.errors(pid)) {
    if (timestamp < since(fingerprint)) continue;
    const count = (groups.get(fingerprint)?.count ?? 0) + 1;
    groups.set(fingerprint, { id: fingerprint, count, last_accept: timestamp, last_accept_txid: id });
  }
  return [...groups.values()];
}
