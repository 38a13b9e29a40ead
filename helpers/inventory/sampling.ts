import type { ReadableServer } from '../coronerd/server.ts';
import type { SamplingStatus } from '../coronerd/status.ts';
import { type Entry, keyOf } from './entry.ts';

export const samplingType = 'sampling in force';

/** The sampling that is in force in each project, defaults of the server included; one request (contract §5.5). */
export async function takeSampling(
  server: Pick<ReadableServer, 'samplingStatus'>,
  universe?: string,
): Promise<Entry[]> {
  const { universes } = await server.samplingStatus(universe === undefined ? {} : { universe });
  const on: Entry = { type: samplingType, key: '(instance)', fields: { sampling: universes ? 'on' : 'off' } };
  return [
    on,
    ...(universes ?? []).flatMap(({ name, projects }) => projects.map((project) => entryOf(name, project))),
  ];
}

type Sampled = NonNullable<SamplingStatus['universes']>[number]['projects'][number];

function entryOf(universe: string, { name, backoffs, error }: Sampled): Entry {
  const entry: Entry = { type: samplingType, key: keyOf([universe, name]), fields: {} };
  if (error) return { ...entry, unanswered: typeof error === 'string' ? error : JSON.stringify(error) };
  if (!backoffs) return { ...entry, fields: { configured: false } };
  const steps = backoffs.backoffs.map(({ count, interval }) => ({ count, interval }));
  const fields = { configured: true, reset_interval: backoffs.reset_interval ?? null, backoffs: steps };
  return { ...entry, fields };
}
