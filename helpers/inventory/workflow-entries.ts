import type { ProjectName } from '../coronerd/server.ts';
import {
  type AlertTarget,
  type Connection,
  type Integration,
  integrationName,
  type ThresholdAlert,
  type WorkflowAlert,
} from '../coronerd/workflows-documents.ts';
import { canonical, type Entry, keyOf, type Plain } from './entry.ts';
import { withoutOptionSecrets } from './workflow-options.ts';

/** Types of the entries, as differences name them. */
export const workflowTypes = {
  connection: 'workflow connection',
  integration: 'workflow integration',
  alert: 'workflow alert',
  target: 'alert target',
  thresholdAlert: 'threshold alert',
  watcher: 'watcher',
} as const;

/** The project that an object belongs to, and the names of its universe's connections by id. */
export interface Wanted {
  project: ProjectName;
  connections: ReadonlyMap<unknown, string>;
}

/** Names by id, whether the id comes as number or as text. */
export function namesById<T extends { id: unknown }>(
  objects: readonly T[],
  nameOf: (object: T) => string,
): Map<unknown, string> {
  return new Map(objects.map((object) => [String(object.id), nameOf(object)]));
}

export function connectionEntry(universe: string, { name, pluginId, options }: Connection): Entry {
  const key = keyOf([universe, name, pluginId ?? '']);
  return entry('connection', key, { options: withoutOptionSecrets(options) });
}

/** By what an integration is known on both servers. */
export function integrationKey({ universe, name }: ProjectName, each: Integration): string {
  return keyOf([universe, name, integrationName(each), each.pluginId ?? '']);
}

export function integrationEntry({ project, connections }: Wanted, each: Integration): Entry {
  const { state, options, synchronizeIssues, synchronizeIssuesOnAdd, connectionId } = each;
  return entry('integration', integrationKey(project, each), {
    state: state ?? undefined,
    options: withoutOptionSecrets(options),
    synchronizeIssues: plain(synchronizeIssues),
    synchronizeIssuesOnAdd: plain(synchronizeIssuesOnAdd),
    connection:
      connectionId === null || connectionId === undefined ? undefined : named(connections, connectionId),
  });
}

export function alertEntry(
  { project }: Wanted,
  integrations: readonly Integration[],
  each: WorkflowAlert,
): Entry {
  const { name, state, condition, frequency, executionDelay, threshold, filters } = each;
  const names = namesById(integrations, integrationName);
  return entry('alert', keyOf([project.universe, project.name, name]), {
    state: state ?? undefined,
    condition: plain(condition),
    frequency: frequency ?? undefined,
    executionDelay: executionDelay ?? undefined,
    threshold: threshold ?? undefined,
    filters: unordered((filters ?? []).map(filterOf)),
    integrations: unordered((each.integrations ?? []).map((id) => named(names, id))),
  });
}

export function targetEntry({ universe, name: project }: ProjectName, each: AlertTarget): Entry {
  const { name, target_type, workflow1 } = each;
  const fields = { target_type: target_type ?? undefined, workflow1: plain(withoutOptionSecrets(workflow1)) };
  return entry('target', keyOf([universe, project, name]), fields);
}

export function thresholdEntry(
  { universe, name: project }: ProjectName,
  targets: readonly AlertTarget[],
  each: ThresholdAlert,
): Entry {
  const { name, enabled, query, query_period, min_notification_interval, mute_until, triggers } = each;
  const names = namesById(targets, (target) => target.name);
  // A mute that has ended means nothing any more.
  const muted = mute_until && mute_until * 1000 > Date.now() ? mute_until : undefined;
  return entry('thresholdAlert', keyOf([universe, project, name]), {
    enabled: plain(enabled),
    query: parsed(query),
    query_period: query_period ?? undefined,
    min_notification_interval: min_notification_interval ?? undefined,
    mute_until: muted,
    targets: unordered((each.targets ?? []).map((id) => named(names, id))),
    triggers: unordered((triggers ?? []).flatMap((trigger) => plain(trigger) ?? [])),
  });
}

function entry(
  type: keyof typeof workflowTypes,
  key: string,
  fields: Record<string, Plain | undefined>,
): Entry {
  const told = Object.entries(fields).filter((each): each is [string, Plain] => each[1] !== undefined);
  return { type: workflowTypes[type], key, fields: Object.fromEntries(told) };
}

function named(names: ReadonlyMap<unknown, string>, id: unknown): string {
  return names.get(String(id)) ?? 'dangling: the server lists nothing with this id';
}

/** The same condition is spelt `filter` by some clients and `op` by others (contract §9). */
function filterOf(filter: unknown): Plain {
  const value = plain(filter) ?? null;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !('op' in value)) return value;
  const { op, ...rest } = value;
  return { filter: op ?? null, ...rest };
}

function unordered(list: readonly Plain[]): Plain[] {
  return [...list].sort((one, other) => (canonical(one) < canonical(other) ? -1 : 1));
}

function parsed(value: unknown): Plain | undefined {
  if (typeof value !== 'string') return plain(value);
  try {
    return plain(JSON.parse(value));
  } catch {
    return value;
  }
}

function plain(value: unknown): Plain | undefined {
  return value === undefined || value === null ? undefined : (JSON.parse(JSON.stringify(value)) as Plain);
}
