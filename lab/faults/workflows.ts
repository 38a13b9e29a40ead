import type { Behaviour, ServerState, WorkflowsState } from '../state/types.ts';
import { partnerHost } from '../tracker/account.ts';
import { changed, type Fault, present } from './fault.ts';
import { either, onOneLine } from './said.ts';

function objects(state: ServerState): WorkflowsState {
  return present(state.workflows, 'workflows');
}

function behaves(workflows: Behaviour['workflows']) {
  return changed((state) => {
    state.behaviour.workflows = { ...state.behaviour.workflows, ...workflows };
  });
}

/** The steps that need a service that they may change. */
const inService = ['workflows.fire', 'workflows.links', 'workflows.ticket'];

/** Faults of workflows, of the section Workflows/Reports. */
export const workflowFaults: Record<string, Fault> = {
  'workflow-integration-missing': {
    description: 'an integration was not brought over',
    red: ['workflows.configuration'],
    says: onOneLine('missing on new: ', 'crash channel/slack (workflow integration)'),
    apply: changed((state) => {
      const { integrations, alerts } = objects(state);
      const place = integrations.findIndex(({ pluginId }) => pluginId === 'slack');
      const [gone] = integrations.splice(place, 1);
      for (const alert of alerts) alert.integrations = alert.integrations.filter((id) => id !== gone?.id);
    }),
  },
  'workflow-integration-disabled': {
    description: 'an integration is disabled on the new server',
    red: ['workflows.configuration'],
    says: /state: old "enabled", new "disabled"/,
    apply: changed((state) => {
      const slack = objects(state).integrations.find(({ pluginId }) => pluginId === 'slack');
      present(slack, 'slack integration').state = 'disabled';
    }),
  },
  'workflow-connection-changed': {
    description: 'a connection names another third party',
    red: ['workflows.configuration'],
    says: onOneLine('different: ', 'export bucket', 'options.region: old "eu-west-1", new "us-east-1"'),
    apply: changed((state) => {
      const bucket = objects(state).connections.find(({ pluginId }) => pluginId === 's3export');
      present(bucket, 'connection to a bucket').options.region = 'us-east-1';
    }),
  },
  'workflow-tracker-project-changed': {
    description: 'tickets go to another project of the tracker',
    red: ['workflows.configuration'],
    says: onOneLine('different: ', 'bugs/jira', 'options.projectKey: old "BUG", new "TEST"'),
    apply: changed((state) => {
      const bugs = objects(state).integrations.find(({ pluginId }) => pluginId === 'jira');
      present(bugs, 'integration with a tracker').options.projectKey = 'TEST';
    }),
  },
  'workflow-secret-lost': {
    description: 'the password of a connection was not brought over',
    red: ['workflows.configuration', 'workflows.ticket'],
    says: either(onOneLine('password: ', '"(set)", new nothing'), 'no ticket was created'),
    apply: changed((state) => {
      const jira = objects(state).connections.find(({ pluginId }) => pluginId === 'jira');
      const { authorizationOptions } = present(jira, 'connection to a tracker').options;
      Object.assign(present(authorizationOptions, 'login') as object, { password: '' });
    }),
  },
  'workflow-filter-changed': {
    description: 'an alert has another filter',
    red: ['workflows.configuration'],
    says: /\(workflow alert\), filters/,
    apply: changed((state) => {
      const alert = objects(state).alerts.find(({ filters }) => filters.length > 0);
      present(alert, 'alert with a filter').filters.pop();
    }),
  },
  'alert-target-missing': {
    description: 'a target of threshold alerts was not brought over',
    red: ['workflows.configuration'],
    says: onOneLine('missing on new: ', /target \d \(alert target\)/),
    apply: changed((state) => {
      present(objects(state).targets.pop(), 'target');
    }),
  },
  'threshold-alert-lost': {
    description: 'of the alerts on thresholds, one on a later page was not brought over',
    red: ['workflows.configuration'],
    says: onOneLine('missing on new: ', 'more than usual 4 (threshold alert)'),
    apply: changed((state) => {
      const { thresholdAlerts } = objects(state);
      const place = thresholdAlerts.findIndex(({ name }) => name.endsWith('4'));
      present(thresholdAlerts.splice(place, 1)[0], 'threshold alert');
    }),
  },
  'workflows-service-missing': {
    description: 'the workflows service is not installed',
    red: ['workflows.configuration'],
    also: ['services.status'],
    says: /missing on new: workflows \(side service\)/,
    apply: changed((state) => {
      state.services = state.services.filter(({ name }) => name !== 'workflows');
    }),
  },
  'workflows-service-on-old-host': {
    description: 'the new server sends its clients to the workflows service of the old one',
    red: ['workflows.configuration'],
    also: [...inService, 'beyond.old-host-references'],
    says: /names old\.backtrace\.test, the old server, as the host of its service workflows/,
    apply: changed((state) => {
      const service = state.services.find(({ name }) => name === 'workflows');
      present(service, 'workflows service').endpoint = 'https://old.backtrace.test/api/workflows';
    }),
  },
  'webhook-never-fires': {
    description: 'errors come in, but nobody is notified',
    red: ['workflows.fire'],
    also: ['workflows.links'],
    says: /no notification of the test error arrived within/,
    apply: behaves({ neverFires: true }),
  },
  'third-party-unreachable': {
    description: 'the new machine cannot reach a third party',
    red: ['workflows.fire'],
    says: /acme\/migration-probe: integration partner \(webhook\) is stopped: connect ETIMEDOUT/,
    apply: behaves({ unreachable: [partnerHost] }),
  },
  'integration-stops-without-a-word': {
    description: 'the new machine cannot reach a third party, and its service keeps no reason',
    red: ['workflows.fire'],
    says: /acme\/migration-probe: integration partner \(webhook\) is stopped, (?:which it was not before|and enabled on the old server)/,
    apply: behaves({ unreachable: [partnerHost], keepsNoReason: true }),
  },
  'integration-stopped': {
    description: 'an integration that ran on the old server is stopped on the new one',
    red: ['workflows.fire', 'workflows.configuration'],
    says: /\(slack\) is stopped, and enabled on the old server|state: old "enabled", new "stopped"/,
    apply: changed((state) => {
      const slack = objects(state).integrations.find(({ pluginId }) => pluginId === 'slack');
      present(slack, 'slack integration').state = 'stopped';
    }),
  },
  'webhook-unreachable': {
    description: 'the new machine cannot reach any webhook',
    red: ['workflows.fire'],
    also: ['workflows.links'],
    says: onOneLine('no notification ', 'is stopped: connect ETIMEDOUT 127.0.0.1'),
    apply: behaves({ unreachable: ['127.0.0.1'] }),
  },
  'notification-links-old-host': {
    description: 'notifications and tickets link to the old host',
    red: ['workflows.links', 'workflows.ticket'],
    says: /old\.backtrace\.test/,
    apply: behaves({ linkHost: 'old.backtrace.test' }),
  },
  'notification-link-dead': {
    description: 'notifications and tickets link to a page that is not there',
    red: ['workflows.links', 'workflows.ticket'],
    says: /is dead: HTTP status 404/,
    apply: behaves({ deadLinks: true }),
  },
  'tracker-refuses': {
    description: 'the tracker refuses the login of the new server',
    red: ['workflows.ticket'],
    says: onOneLine('no ticket was created ', 'integration bugs (jira) is stopped: ', 'answered 401'),
    apply: changed((state) => {
      const jira = objects(state).connections.find(({ pluginId }) => pluginId === 'jira');
      const { authorizationOptions } = present(jira, 'connection to a tracker').options;
      Object.assign(present(authorizationOptions, 'login') as object, { password: 'an-older-token' });
    }),
  },
};
