import { debianHost } from '../host/debian.ts';
import { attributeRows, type CustomAttribute, customAttributes } from './default/attributes.ts';
import { auditLog } from './default/audit.ts';
import { zoneOf } from './default/dns.ts';
import { errorSource, makeErrors } from './default/errors.ts';
import { issues } from './default/issues.ts';
import { listenerRows, listeners } from './default/listeners.ts';
import { invitations, passwords, sessionTokens, teams, users } from './default/people.ts';
import { projectSettings } from './default/project-settings.ts';
import { members, projects, tokens } from './default/projects.ts';
import { identityProvider, singleSignOnRows } from './default/single-sign-on.ts';
import { symbolServers } from './default/symbol-servers.ts';
import { missingSymbols, symbolFiles } from './default/symbols.ts';
import { universeSettings, universes } from './default/universes.ts';
import { workflows } from './default/workflows.ts';
import { probeProject } from './probe-project.ts';
import { Random } from './random.ts';
import { integerOf, textOf } from './row.ts';
import type { Row, ServerState } from './types.ts';
import { universeProjects } from './universe-projects.ts';

const day = 86_400;

/** The old server of a default pair, with errors of the 90 days before `until` (unix seconds). */
export function defaultServer(
  random: Random,
  size: { projects: number; errors: number; symbols: number; until: number },
): ServerState {
  const universe = universes();
  const people = users(random, universe);
  const project = projects(random, universe, people, size.projects);
  const group = teams(random, universe, people);
  const used = project.filter((row) => row.name !== probeProject);
  const settings = projectSettings(random, used, people);
  const attributes = new Map(project.map((row) => [integerOf(row, 'pid'), customAttributes(random)]));
  const hostname = 'old.backtrace.test';
  const version = '1.62.50';
  const addresses = ['10.20.0.8', 'fd20::8'];
  const state: ServerState = {
    side: 'old',
    hostname,
    version,
    configuration: {
      universe,
      users: people,
      project,
      ...tokens(random, project),
      attribute: project.flatMap((row) => attributesOf(row, attributes)),
      ...group,
      ...members(random, project, people, group.team),
      ...settings,
      ...invitations(random, universe, people),
      ...universeSettings(),
      listener: listenerRows(hostname),
      saml: singleSignOnRows(hostname, universe),
    },
    passwords: passwords(random, people),
    tokens: sessionTokens(random, people),
    errors: {},
    symbols: {},
    archives: {},
    symbolServers: [],
    missingSymbols: {},
    issues: {},
    audit: auditLog(random, universe, people, {
      from: size.until - 60 * day,
      to: size.until - 60,
      count: 80,
    }),
    storage: {},
    corrupted: [],
    retentionNotInstalled: [],
    services: ['workflows', 'alerts', 'metrics-importer', 'similarity'].map((name) => {
      return { name, endpoint: `/api/${name}`, status: 'ok' };
    }),
    layerServices: [
      { name: 'backtrace-saml', status: 'running' },
      { name: 'symbold', status: 'ok' },
    ],
    listeners: listeners(),
    dns: zoneOf([hostname], addresses),
    host: debianHost({
      hostname,
      version,
      addresses,
      universeProjects: universeProjects(universe, project),
      listeners: listeners(),
    }),
    behaviour: {},
  };
  fillProjects(random, state, attributes, size);
  fillStorage(state);
  state.symbolServers = symbolServers(random, { universe, project }, size.until);
  // A series of its own, so that the rest of the pair stays what it is.
  state.workflows = workflows(new Random(4_711), universeProjects(universe, project));
  state.identityProvider = identityProvider(random, universe, people);
  return state;
}

function attributesOf(project: Row, attributes: Map<number, CustomAttribute[]>): Row[] {
  const pid = integerOf(project, 'pid');
  return attributeRows(pid, attributes.get(pid) ?? []);
}

function fillProjects(
  random: Random,
  state: ServerState,
  attributes: Map<number, CustomAttribute[]>,
  size: { errors: number; symbols: number; until: number },
): void {
  const live = (state.configuration.project ?? []).filter(
    (row) => row.deleted === 0 && row.name !== probeProject,
  );
  const errors = shares(size.errors, live.length);
  const symbols = shares(size.symbols, Math.ceil(live.length / 2));
  for (const [place, project] of live.entries()) {
    const pid = integerOf(project, 'pid');
    const rules = state.configuration.deduplication ?? [];
    const source = errorSource(random, project, rules, attributes.get(pid) ?? []);
    const count = errors[place] ?? 0;
    const stored = makeErrors(random, source, {
      from: size.until - 90 * day,
      to: size.until - 60,
      count,
      firstId: 1,
    });
    state.errors[pid] = stored;
    state.issues ??= {};
    state.issues[pid] = issues(random, stored);
    state.symbols[pid] = symbolFiles(random, symbols[place] ?? 0, size.until);
    const missing = symbols[place] ? random.integer(2, 9) : 0;
    state.missingSymbols[pid] = missingSymbols(random, missing, size.until - 30 * day, size.until - 60);
  }
}

/** Divides a total into so many shares: the second half of what is left each time, never below one. */
function shares(total: number, count: number): number[] {
  const weights = Array.from({ length: count }, (_, place) => 1 / (place + 1));
  const sum = weights.reduce((a, b) => a + b, 0);
  const parts = weights.map((weight) => Math.floor((total * weight) / sum));
  if (parts.length > 0) parts[0] = (parts[0] ?? 0) + total - parts.reduce((a, b) => a + b, 0);
  return parts;
}

function fillStorage(state: ServerState): void {
  for (const universe of state.configuration.universe ?? []) {
    const pids = (state.configuration.project ?? []).filter((row) => row.universe === universe.id);
    const counter = pids.reduce((sum, row) => sum + (state.errors[integerOf(row, 'pid')]?.length ?? 0), 0);
    state.storage[textOf(universe, 'name')] = { limit: 10_000_000, counter, rejected: 0 };
  }
}
