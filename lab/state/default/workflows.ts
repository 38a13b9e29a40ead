import { partnerHost, trackerAccount, trackerHost } from '../../tracker/account.ts';
import { probeProject, probeUniverse } from '../probe-project.ts';
import type { Random } from '../random.ts';
import type { WorkflowIntegration, WorkflowsState } from '../types.ts';

const minute = 60_000;

/** What the services workflows and alerts hold: several plugins with their secrets, a disabled one, filters. */
export function workflows(
  random: Random,
  places: readonly (readonly [universe: string, project: string])[],
): WorkflowsState {
  const state: WorkflowsState = {
    connections: [],
    integrations: [],
    alerts: [],
    targets: [],
    thresholdAlerts: [],
  };
  addProbeProject(state);
  for (const [place, [universe, project]] of places.filter(([, name]) => name !== probeProject).entries()) {
    if (place % 2 === 0) addMessengers(random, state, universe, project);
    if (place % 3 === 0) addThresholds(random, state, universe, project);
  }
  addStorage(random, state);
  return state;
}

function nextId(state: WorkflowsState): number {
  return state.connections.length + state.integrations.length + state.alerts.length + 1;
}

/** A tracker with its account, and a partner's webhook that hears of every error. */
function addProbeProject(state: WorkflowsState): void {
  const home = { universe: probeUniverse, project: probeProject };
  const connection = {
    id: nextId(state),
    universe: probeUniverse,
    name: 'Jira of the team',
    pluginId: 'jira',
    options: {
      baseUrl: `http://${trackerHost}/rest/api/2/`,
      authorizationOptions: { type: 'basic', ...trackerAccount },
    },
  };
  state.connections.push(connection);
  state.integrations.push({
    id: nextId(state),
    ...home,
    watcherName: 'bugs',
    pluginId: 'jira',
    state: 'enabled',
    options: { projectKey: 'BUG', issueType: 'Bug', subject: '$error.message' },
    synchronizeIssues: true,
    synchronizeIssuesOnAdd: false,
    connectionId: connection.id,
  });
  const webhook: WorkflowIntegration = {
    id: nextId(state),
    ...home,
    watcherName: 'partner',
    pluginId: 'webhook',
    state: 'enabled',
    options: {
      url: `http://${partnerHost}/hooks/backtrace`,
      authentication: { username: 'backtrace', password: 'partner-hook-password-4711' },
      showCallstack: true,
    },
    synchronizeIssues: false,
    synchronizeIssuesOnAdd: false,
    connectionId: null,
  };
  state.integrations.push(webhook);
  state.alerts.push({
    id: nextId(state),
    ...home,
    name: 'tell the partner',
    state: 'enabled',
    condition: { name: 'trace' },
    frequency: 1_000,
    executionDelay: 0,
    threshold: 1,
    filters: [],
    integrations: [webhook.id],
  });
}

function addMessengers(random: Random, state: WorkflowsState, universe: string, project: string): void {
  const home = {
    universe,
    project,
    synchronizeIssues: false,
    synchronizeIssuesOnAdd: false,
    connectionId: null,
  };
  const slack: WorkflowIntegration = {
    id: nextId(state),
    ...home,
    watcherName: 'crash channel',
    pluginId: 'slack',
    state: 'enabled',
    options: {
      webhookUrl: `https://hooks.slack.test/services/T${random.hex(8)}/B${random.hex(8)}/${random.hex(24)}`,
      channel: '#crashes',
      attributeList: ['version', 'hostname'],
    },
  };
  state.integrations.push(slack);
  const pager: WorkflowIntegration = {
    id: nextId(state),
    ...home,
    watcherName: 'on call',
    pluginId: 'pagerduty',
    state: random.chance(0.5) ? 'enabled' : 'disabled',
    options: { serviceKey: random.hex(32), severity: 'critical' },
  };
  state.integrations.push(pager);
  const version = `2.${random.integer(0, 9)}`;
  state.alerts.push(
    {
      id: nextId(state),
      universe,
      project,
      name: 'new groups',
      state: 'enabled',
      condition: { name: 'group' },
      frequency: 5 * minute,
      executionDelay: 0,
      threshold: 1,
      filters: [{ type: 'attribute', attribute: 'version', filter: ['contains', version] }],
      integrations: [slack.id],
    },
    {
      id: nextId(state) + 1,
      universe,
      project,
      name: 'many users',
      state: 'enabled',
      condition: { name: 'usersPerFingerprint', timeFrame: 60 * minute, value: random.integer(5, 50) },
      frequency: 60 * minute,
      executionDelay: minute,
      threshold: 1,
      filters: [
        { type: 'attribute', attribute: 'hostname', filter: ['not-equal', 'build'] },
        { type: 'attribute', attribute: 'version', filter: ['regular-expression', '^2\\.'] },
      ],
      integrations: [slack.id, pager.id],
    },
  );
}

/** Enough of them for more than one page. */
function addThresholds(random: Random, state: WorkflowsState, universe: string, project: string): void {
  const base = state.targets.length;
  for (let place = 1; place <= 4; place++) {
    state.targets.push({
      id: base + place,
      universe,
      project,
      name: `target ${place}`,
      target_type: 'workflow1',
      workflow1: { workflow_name: place % 2 ? 'crash channel' : 'on call' },
    });
    state.thresholdAlerts.push({
      id: base + place,
      universe,
      project,
      name: `more than usual ${place}`,
      enabled: place !== 3,
      query: JSON.stringify({ filter: [{ version: [['contains', `${place}.`]] }], fold: {} }),
      query_period: 300 * place,
      min_notification_interval: 3_600,
      mute_until: 0,
      targets: [base + place],
      triggers: [
        {
          aggregation: { column: 'count', index: 0 },
          comparison_operator: 'ge',
          warning_threshold: random.integer(10, 50),
          critical_threshold: random.integer(100, 500),
        },
      ],
    });
  }
}

function addStorage(random: Random, state: WorkflowsState): void {
  state.connections.push({
    id: nextId(state),
    universe: probeUniverse,
    name: 'export bucket',
    pluginId: 's3export',
    options: {
      bucketPath: 's3://acme-crashes/daily',
      region: 'eu-west-1',
      delimiter: ',',
      header: true,
      credentials: {
        awsAccessKeyId: `AKIA${random.hex(16).toUpperCase()}`,
        awsSecretAccessKey: random.hex(40),
      },
    },
  });
}
