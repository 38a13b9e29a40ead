import type { Random } from '../random.ts';
import { integerOf } from '../row.ts';
import type { Row } from '../types.ts';
import { retention } from './universes.ts';

const day = 86_400;

/** Everything that is configured in a project besides its attributes, members and tokens. */
export function projectSettings(random: Random, projects: Row[], accounts: Row[]): Record<string, Row[]> {
  const tables: Record<string, Row[]> = {
    query: [],
    deduplication: [],
    scrubber: [],
    report: [],
    project_retention: [],
    project_sampling: [],
    server_side_actions: [],
    metric_group: [],
    metric: [],
  };
  const add = (type: string, ...rows: Row[]) => tables[type]?.push(...rows);
  for (const project of projects) {
    const pid = integerOf(project, 'pid');
    const people = accounts.filter((user) => user.universe === project.universe && user.deleted === 0);
    const owner = integerOf(random.pick(people), 'uid');
    add('query', ...savedViews(pid, owner));
    if (random.chance(0.7))
      add('deduplication', ...deduplication(random, pid, owner, tables.deduplication?.length ?? 0));
    if (random.chance(0.5)) add('scrubber', ...scrubbers(pid, tables.scrubber?.length ?? 0));
    if (random.chance(0.5)) add('report', report(random, pid, owner, (tables.report?.length ?? 0) + 1));
    if (random.chance(0.6)) {
      const rules = random.chance(0.3)
        ? compression()
        : retention(random.integer(1_825, 2_555) * day, ['physical']);
      add('project_retention', { id: (tables.project_retention?.length ?? 0) + 1, project: pid, rules });
    }
    if (random.chance(0.5)) add('project_sampling', sampling(random, pid));
    if (random.chance(0.3)) add('server_side_actions', submissionActions(pid));
    if (random.chance(0.4)) addMetrics(tables, pid);
  }
  return tables;
}

function savedViews(pid: number, owner: number): Row[] {
  const filter = [{ timestamp: [['at-least', '1.']], version: [['contains', '2.']] }];
  const view = (name: string, content: object): Row => ({
    project: pid,
    name,
    owner,
    queries: JSON.stringify([content]),
    payload: JSON.stringify({ name, type: 'view' }),
  });
  return [
    view('Latest releases', { filter, group: ['fingerprint'], fold: { version: [['histogram']] } }),
    view('%dashboard% Overview', { filter, group: ['hostname'], fold: { timestamp: [['range']] } }),
  ];
}

function deduplication(random: Random, pid: number, owner: number, before: number): Row[] {
  const rule = (id: number, name: string, priority: number, rules: object[]): Row => ({
    id,
    project: pid,
    name,
    rules: JSON.stringify(rules),
    languages: 'c',
    platforms: 'linux,windows',
    enabled: random.chance(0.8) ? 1 : 0,
    owner,
    priority,
  });
  return [
    rule(before + 1, 'allocators', 10, [
      {
        actions: ['remove'],
        function: '^(malloc|operator new)$',
        platform: '',
        object: '',
        replacement: '',
        attribute: '',
      },
    ]),
    rule(before + 2, 'wrappers', 20, [
      {
        actions: ['replace'],
        function: '^wrap_(.*)$',
        platform: '',
        object: '',
        replacement: '$1',
        attribute: '',
      },
    ]),
  ];
}

function scrubbers(pid: number, before: number): Row[] {
  const scrubber = (id: number, name: string, fields: Row): Row => ({
    id,
    project: pid,
    name,
    regexp: null,
    builtin: null,
    format: 'all',
    target: 'all',
    enable: 1,
    ...fields,
  });
  return [
    scrubber(before + 1, 'social security', { builtin: 'ssn' }),
    scrubber(before + 2, 'e-mail', { regexp: '[a-z0-9.]+@[a-z0-9.]+', enable: pid % 2 }),
  ];
}

function report(random: Random, pid: number, owner: number, id: number): Row {
  const filter = [{ timestamp: [['at-least', '1.']] }];
  return {
    id,
    project: pid,
    owner,
    title: `Weekly summary ${id}`,
    rcpt: 'team@acme.example lead@acme.example',
    period: random.pick(['day', 'week']),
    day: random.integer(1, 7),
    hour: random.integer(0, 23),
    timezone: random.pick(['UTC', 'Europe/Berlin', 'America/New_York']),
    include_users: random.integer(0, 1),
    widgets: JSON.stringify({ top: [{ attributes: ['version', 'hostname'] }], feed: { limit: 5 }, filter }),
    metadata: null,
  };
}

function compression(): string {
  const criterion = { type: 'object-age', op: 'at-least', time: String(30 * day) };
  return JSON.stringify([{ criteria: [criterion], actions: [{ type: 'compress' }] }]);
}

function sampling(random: Random, pid: number): Row {
  const disabled = random.chance(0.2) ? 1 : 0;
  const backoffs = [
    { count: 3, interval: 0 },
    { count: random.integer(4, 10), interval: 3_600 },
  ];
  const configuration = {
    type: 'backoff',
    backoffs,
    object_attributes: ['application', 'version'],
    ...(random.chance(0.5) ? { reset_interval: 7 * day, buckets: 256 } : {}),
    missing_symbols: { process_whitelisted: true },
  };
  return { project: pid, configuration: JSON.stringify(disabled ? {} : configuration), disabled };
}

function submissionActions(pid: number): Row {
  const configuration = { rules: [{ match: { hostname: ['equal', 'build-host'] }, action: 'drop' }] };
  return { project: pid, configuration: JSON.stringify(configuration, null, 2), enabled: 1 };
}

function addMetrics(tables: Record<string, Row[]>, pid: number): void {
  const id = (tables.metric_group?.length ?? 0) + 1;
  tables.metric_group?.push({ id, project: pid, name: 'stability' });
  for (const version of ['2.3.0', '2.4.0']) {
    tables.metric?.push({
      metric_group: id,
      name: `sessions ${version}`,
      attribute_values: JSON.stringify({ version }),
    });
  }
}
