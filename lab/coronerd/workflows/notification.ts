import type { StoredError, Value } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import type { Scope } from '../scope.ts';
import { consoleOrigin, groupUrl } from './links.ts';

/** What a webhook is told of a group of errors, in the vendor's documented form. */
export function notification(
  coronerd: Pick<Coronerd, 'state' | 'port'>,
  { universeName: universe, projectName: project }: Scope,
  errors: readonly StoredError[],
  last: StoredError,
): object {
  const { fingerprint, attributes, callstack } = last;
  const group = errors.filter((error) => error.fingerprint === fingerprint);
  const times = group.map(({ timestamp }) => timestamp);
  const distinct = (name: string) => new Set(group.flatMap((error) => error.attributes[name] ?? [])).size;
  return {
    universe,
    project,
    application: attributes.application ?? null,
    fingerprint,
    href: `${consoleOrigin(coronerd)}/`,
    group_url: groupUrl(coronerd, { universe, project, fingerprint }),
    callstack,
    occurrences: group.length,
    object_id: last.id.toString(16),
    timestamp: [Math.min(...times), Math.max(...times)],
    classifiers: String(attributes.classifiers ?? '').split(' '),
    hosts: distinct('hostname'),
    guids: distinct('guid'),
    attributes: { version: histogram(group, 'version') },
  };
}

function histogram(errors: readonly StoredError[], name: string): [Value, number][] {
  const counts = new Map<Value, number>();
  for (const { attributes } of errors) {
    const value = attributes[name] ?? null;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts];
}
