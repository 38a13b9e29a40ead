import { samlHost } from '../host/debian/side-services.ts';
import { debianHost } from '../host/debian.ts';
import { callbackUrl } from '../saml/addresses.ts';
import { zoneOf } from './default/dns.ts';
import { traffic } from './default/traffic.ts';
import { Random } from './random.ts';
import { recreatedSymbolServers } from './recreated-symbol-servers.ts';
import { renumberedWorkflows } from './renumbered-workflows.ts';
import { Renumbering } from './renumbering.ts';
import type { HostState, Row, ServerState, StoredError } from './types.ts';
import { universeProjects } from './universe-projects.ts';

/**
 * The new server after a faultless migration of the old one: everything is there under other numbers and in
 * another order, names of the machine are the new one's, and errors have come in since.
 */
export function migrated(old: ServerState, random: Random): ServerState {
  const numbers = new Renumbering(old.configuration, random);
  const hostname = 'new.backtrace.test';
  const version = random.chance(0.5) ? old.version : '1.64.3';
  const state: ServerState = {
    side: 'new',
    hostname,
    version,
    passwords: { ...old.passwords },
    tokens: { ...old.tokens },
    audit: [...old.audit],
    storage: structuredClone(old.storage),
    listeners: structuredClone(old.listeners),
    behaviour: structuredClone(old.behaviour),
    configuration: configurationOn(hostname, old.configuration, numbers, random),
    errors: byNewPid(old.errors, numbers, (errors) => shifted(errors, random)),
    symbols: byNewPid(old.symbols, numbers, (files) => imported(files, random)),
    archives: {},
    symbolServers: [],
    missingSymbols: byNewPid(old.missingSymbols, numbers, (missing) => random.shuffle(missing)),
    issues: byNewPid(old.issues ?? {}, numbers, (issues) => random.shuffle(issues)),
    corrupted: old.corrupted.map((pid) => numbers.pid(pid)),
    retentionNotInstalled: old.retentionNotInstalled.map((pid) => numbers.pid(pid)),
    services: random.shuffle(structuredClone(old.services)),
    layerServices: structuredClone(old.layerServices ?? []),
    dns: zoneOf([hostname, samlHost], addresses),
    host: newMachine(hostname, version, old),
  };
  if (old.workflows) state.workflows = renumberedWorkflows(old.workflows, new Random(4_712));
  if (old.identityProvider) state.identityProvider = structuredClone(old.identityProvider);
  if (old.console) state.console = { ...old.console };
  if (old.shares) state.shares = { ...old.shares };
  traffic(state, random);
  state.symbolServers = recreatedSymbolServers(old.symbolServers, random);
  return state;
}

/** Addresses of the new machine. */
const addresses = ['10.20.0.9', 'fd20::9'];

/** A machine like the old one, set up a few days ago under another address. */
function newMachine(hostname: string, version: string, old: ServerState): HostState {
  const { universe = [], project = [] } = old.configuration;
  return debianHost({
    hostname,
    version,
    universeProjects: universeProjects(universe, project),
    listeners: old.listeners,
    addresses,
    bootedSecondsAgo: 3 * 86_400,
  });
}

function configurationOn(
  hostname: string,
  tables: ServerState['configuration'],
  numbers: Renumbering,
  random: Random,
): ServerState['configuration'] {
  const moved: ServerState['configuration'] = {};
  for (const [type, rows] of Object.entries(tables)) {
    moved[type] = random.shuffle(rows.map((row) => numbers.row(type, row)));
  }
  moved.listener = (moved.listener ?? []).map(
    (row): Row => (row.dns_name ? { ...row, dns_name: hostname } : row),
  );
  moved.saml = (moved.saml ?? []).map((row) => ({ ...row, callback_url: callbackUrl(hostname) }));
  return moved;
}

function byNewPid<T>(
  byPid: Record<string, T[]>,
  numbers: Renumbering,
  change: (items: T[]) => T[],
): Record<string, T[]> {
  const entries = Object.entries(structuredClone(byPid));
  return Object.fromEntries(entries.map(([pid, items]) => [String(numbers.pid(Number(pid))), change(items)]));
}

/** In some projects the errors were submitted anew and so have other object, receive and attachment ids. */
function shifted(errors: StoredError[], random: Random): StoredError[] {
  if (random.chance(0.7)) return errors;
  const shift = random.integer(1, 5_000);
  return errors.map((error) => ({
    ...error,
    id: error.id + shift,
    rxid: `${random.hex(2)}000000-${random.hex(4)}-${random.hex(4)}-0000-000000000000`,
    attachments: error.attachments.map((each) => ({ ...each, id: String(Number(each.id) + shift) })),
  }));
}

/** Symbol files that were imported anew have other archives and upload times. */
function imported<T extends { archiveId: string; uploadedAt: number }>(files: T[], random: Random): T[] {
  if (random.chance(0.5)) return random.shuffle(files);
  const archives = new Map<string, string>([['ffffffffffffffff', 'ffffffffffffffff']]);
  return files.map((file) => {
    const archiveId = archives.get(file.archiveId) ?? random.hex(16);
    archives.set(file.archiveId, archiveId);
    return { ...file, archiveId, uploadedAt: file.uploadedAt + 40 * 86_400 };
  });
}
