import { ServerRefused } from '../coronerd/refused.ts';
import type { ProjectRef, ReadableServer } from '../coronerd/server.ts';
import { ssoDocumentType, takeSso } from '../sso/login-document.ts';
import { Unanswered } from '../unanswered.ts';
import { auditType, takeAudit } from './audit.ts';
import { type Configuration, takeConfiguration } from './configuration.ts';
import { type Difference, type DifferenceOptions, difference } from './difference.ts';
import type { Entry } from './entry.ts';
import { takeErrorCounts } from './error-counts.ts';
import { takeHosts } from './hosts.ts';
import { retentionStatusType, takeRetentionStatus } from './retention-status.ts';
import { samplingType, takeSampling } from './sampling.ts';
import { takeSymbolServerLists } from './symbol-server-lists.ts';
import { type SymboldHeld, symboldType, takeSymbolServers } from './symbol-servers.ts';
import { type SymbolEntry, takeMissingSymbols, takeSymbols } from './symbols.ts';
import { serviceType, takeWorkflows } from './workflows.ts';

export { takeSso } from '../sso/login-document.ts';
export { takeAudit } from './audit.ts';
export { takeConfiguration } from './configuration.ts';
export { takeErrorCounts } from './error-counts.ts';
export { takeRetentionStatus } from './retention-status.ts';
export { takeSampling } from './sampling.ts';
export { takeSymbolServerLists } from './symbol-server-lists.ts';
export { takeSymbolServers } from './symbol-servers.ts';
export { takeMissingSymbols, takeSymbols } from './symbols.ts';
export { takeWorkflows } from './workflows.ts';

/** What a server holds that a migration must carry over. */
export interface Inventory {
  /** Errors up to and including this time are counted; Unix seconds. */
  cutoff: number;
  /** Names by which the server's own configuration may call it. */
  hosts: string[];
  projects: ProjectRef[];
  configuration: Configuration;
  errorCounts: Entry[];
  retentionStatus: Entry[];
  sampling: Entry[];
  symbols: SymbolEntry[];
  missingSymbols: SymbolEntry[];
  symbolServers: Entry[];
  symbolServerLists: Entry[];
  /** Not in baselines of earlier versions. */
  workflows?: Entry[];
  audit?: Entry[];
  sso?: Entry[];
}

/**
 * All sections, of `universe` or else of the server's own setting; five requests a project, some four a symbol server, and a handful beside. A
 * section that cannot be had is one entry with `unanswered`; without projects or configuration it throws
 * `ServerRefused` or `Unanswered`.
 */
export async function takeInventory(
  server: ReadableServer,
  { cutoff, universe = server.universe }: { cutoff: number; universe?: string },
): Promise<Inventory> {
  const hosts = await takeHosts(server);
  const projects = (await server.projects()).filter(
    (project) => universe === undefined || project.universe === universe,
  );
  const symbold = heldBy(takeSymbolServers(server, projects, universe));
  const [configuration, ...sections] = await Promise.all([
    takeConfiguration(server, universe),
    takeErrorCounts(server, projects, cutoff),
    orUnanswered(retentionStatusType, takeRetentionStatus(server, universe)),
    orUnanswered(samplingType, takeSampling(server, universe)),
    takeSymbols(server, projects, cutoff),
    takeMissingSymbols(server, projects, cutoff),
    symbold.then(({ entries }) => entries),
    symbold.then((held) => takeSymbolServerLists(server, held)),
    orUnanswered(serviceType, takeWorkflows(server, projects)),
    orUnanswered(auditType, takeAudit(server, cutoff)),
    orUnanswered(ssoDocumentType, takeSso(server)),
  ]);
  const [errorCounts, retentionStatus, sampling, symbols, missingSymbols, ...services] = sections;
  const [symbolServers, symbolServerLists, workflows, audit, sso] = services;
  return {
    cutoff,
    hosts,
    projects,
    configuration,
    errorCounts,
    retentionStatus,
    sampling,
    symbols,
    missingSymbols,
    symbolServers,
    symbolServerLists,
    workflows,
    audit,
    sso,
  };
}

/** Every entry of the inventory. */
export function entriesOf(inventory: Inventory): Entry[] {
  const { cutoff: _cutoff, hosts: _hosts, projects: _projects, configuration, ...sections } = inventory;
  return [configuration.entries, ...Object.values(sections)].flat();
}

async function heldBy(section: Promise<SymboldHeld>): Promise<SymboldHeld> {
  let ids: SymboldHeld['ids'] = [];
  const entries = section.then((held) => {
    ids = held.ids;
    return held.entries;
  });
  return { entries: await orUnanswered(symboldType, entries), ids };
}

async function orUnanswered(type: string, section: Promise<Entry[]>): Promise<Entry[]> {
  try {
    return await section;
  } catch (error) {
    if (!(error instanceof ServerRefused || error instanceof Unanswered)) throw error;
    return [{ type, key: '(all)', fields: {}, unanswered: error.message }];
  }
}

/** Whether there is nothing to compare with: comparing an empty old side would prove nothing. */
export function isEmpty(inventory: Pick<Inventory, 'projects'>): boolean {
  return inventory.projects.length === 0;
}

/** What differs in the configuration; fields and types that only the new schema has are left out (`schemaDrift`). */
export function configurationDifference(
  old: Pick<Inventory, 'configuration' | 'hosts'>,
  fresh: Pick<Inventory, 'configuration' | 'hosts'>,
  options: Pick<DifferenceOptions, 'only' | 'except' | 'limit'> = {},
): Difference[] {
  return difference(old.configuration.entries, fresh.configuration.entries, {
    ...options,
    hosts: { old: old.hosts, new: fresh.hosts },
    known: old.configuration.types,
  });
}
