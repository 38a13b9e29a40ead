import { readingAlerts } from '../coronerd/alerts-service.ts';
import type { Service } from '../coronerd/documents.ts';
import { ServerRefused } from '../coronerd/refused.ts';
import type { ProjectRef, ReadableServer } from '../coronerd/server.ts';
import { endpointUrl, isOwnHost } from '../coronerd/service-endpoint.ts';
import { readingWorkflows } from '../coronerd/workflows.ts';
import { Unanswered } from '../unanswered.ts';
import { type Entry, keyOf } from './entry.ts';
import { isTemporary } from './server-local.ts';
import { watcherEntries } from './watchers.ts';
import {
  alertEntry,
  connectionEntry,
  integrationEntry,
  namesById,
  targetEntry,
  thresholdEntry,
  type Wanted,
  workflowTypes,
} from './workflow-entries.ts';

/** What is needed of a server to take its workflows. */
type Server = Pick<ReadableServer, 'services' | 'fromService' | 'login' | 'url'>;

/** An installed service is one entry of this type, by its name. */
export const serviceType = 'side service';

const taken = ['workflows', 'alerts'] as const;

/**
 * Connections, integrations, alerts and targets of the live projects, and the watchers of older servers, without ids
 * and secrets (contract §9, §10, §12). What could not be had is an entry with `unanswered`. A service whose endpoint is
 * on one of the hosts in `avoid` is not asked: the field `host` of its entry names that host.
 */
export async function takeWorkflows(
  server: Server,
  projects: readonly ProjectRef[],
  avoid: readonly string[] = [],
): Promise<Entry[]> {
  const live = projects.filter(({ deleted }) => !deleted);
  const services = await server.services();
  const entries: Entry[] = watcherEntries(await server.login(), live);
  for (const service of services.filter(({ name }) => taken.some((each) => each === name))) {
    const url = endpointUrl(service.endpoint, server.url);
    const elsewhere = !isOwnHost(url, server.url);
    entries.push({ type: serviceType, key: service.name, fields: elsewhere ? { host: url.hostname } : {} });
    if (elsewhere && avoid.includes(url.hostname)) continue;
    entries.push(...(await (service.name === 'alerts' ? fromAlerts : fromWorkflows)(server, service, live)));
  }
  return entries;
}

async function fromWorkflows(server: Server, { endpoint }: Service, live: readonly ProjectRef[]) {
  const workflows = readingWorkflows(server, endpoint);
  const universes = [...new Set(live.map(({ universe }) => universe))];
  const connections = new Map<string, Map<unknown, string>>();
  const entries: Entry[] = [];
  for (const universe of universes) {
    entries.push(
      ...(await orUnanswered(['connection'], keyOf([universe]), async () => {
        const found = await workflows.list('connections', { universe, name: '' });
        connections.set(
          universe,
          namesById(found, ({ name }) => name),
        );
        return found.filter(isLasting).map((each) => connectionEntry(universe, each));
      })),
    );
  }
  const ofProject = async (project: ProjectRef): Promise<Entry[]> => {
    const wanted: Wanted = { project, connections: connections.get(project.universe) ?? new Map() };
    return orUnanswered(['integration', 'alert'], keyOf([project.universe, project.name]), async () => {
      const integrations = await workflows.list('integrations', project);
      const alerts = await workflows.list('alerts', project);
      return [
        ...integrations.filter(isLasting).map((each) => integrationEntry(wanted, each)),
        ...alerts.filter(isLasting).map((each) => alertEntry(wanted, integrations, each)),
      ];
    });
  };
  return [...entries, ...(await Promise.all(live.map(ofProject))).flat()];
}

async function fromAlerts(server: Server, { endpoint }: Service, live: readonly ProjectRef[]) {
  const service = readingAlerts(server, endpoint);
  const ofProject = (project: ProjectRef): Promise<Entry[]> =>
    orUnanswered(['target', 'thresholdAlert'], keyOf([project.universe, project.name]), async () => {
      const targets = await service.targets(project);
      const alerts = await service.alerts(project);
      return [
        ...targets.map((each) => targetEntry(project, each)),
        ...alerts.map((each) => thresholdEntry(project, targets, each)),
      ];
    });
  return (await Promise.all(live.map(ofProject))).flat();
}

/** Not one of the objects that a step of this pack makes on the new server, perhaps at this very moment. */
function isLasting({ name, watcherName }: { name?: string | null; watcherName?: string | null }): boolean {
  return !isTemporary(watcherName ?? name);
}

/** What cannot be had is told as such, and does not keep the rest from being taken. */
async function orUnanswered(
  types: readonly (keyof typeof workflowTypes)[],
  key: string,
  take: () => Promise<Entry[]>,
): Promise<Entry[]> {
  try {
    return await take();
  } catch (error) {
    if (!(error instanceof ServerRefused || error instanceof Unanswered)) throw error;
    const { message: unanswered } = error;
    return types.map((type) => ({ type: workflowTypes[type], key, fields: {}, unanswered }));
  }
}
