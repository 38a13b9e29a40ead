import { rowsOf } from '../state/row.ts';
import type { HostFile, ServerState } from '../state/types.ts';
import { changed, type Fault, present } from './fault.ts';
import { inOneGo, onOneLine, type Said } from './said.ts';

const workflowsConf = '/etc/backtrace/workflows/config.json';
const oldHost = 'old.backtrace.test';
const oldAddress = '10.20.0.8';

/** A fault of the configuration file of the workflows service. */
function confFault(
  description: string,
  says: Said,
  change: (file: HostFile) => void,
  also?: string[],
): Fault {
  const apply = changed((state) => change(fileOf(state, workflowsConf)));
  return { description, red: ['services.conf'], says, apply, ...(also ? { also } : {}) };
}

function fileOf({ host }: ServerState, path: string): HostFile {
  return present(host.files[path], path);
}

function serviceOf(state: ServerState, name: string): ServerState['services'][number] {
  return present(
    state.services.find((service) => service.name === name),
    `service ${name}`,
  );
}

function socketOf({ host }: ServerState, owner: string) {
  return present(
    host.sockets?.find((socket) => socket.owner === owner),
    `socket of ${owner}`,
  );
}

const ofServices: Record<string, Fault> = {
  'service-conf-missing': {
    description: 'the workflows service has no configuration file',
    red: ['services.conf'],
    says: /workflows: no configuration file in \/etc\/backtrace\/workflows\//,
    apply: changed((state) => {
      fileOf(state, workflowsConf);
      delete state.host.files[workflowsConf];
    }),
  },
  'service-conf-empty': confFault(
    'the configuration file of the workflows service is empty',
    onOneLine('workflows: empty: ', 'config.json'),
    (file) => {
      file.content = '';
    },
  ),
  'service-conf-dangling': confFault(
    'the configuration file of the workflows service is a link to what was not copied',
    /config\.json is a dangling link to \/srv\/backtrace\/workflows\.json/,
    (file) => {
      Object.assign(file, { kind: 'symlink', target: '/srv/backtrace/workflows.json', mode: '777' });
    },
  ),
  'service-conf-not-json': confFault(
    'the configuration file of the workflows service was cut off',
    onOneLine('config.json is not JSON: ', / in line \d+/),
    (file) => {
      file.content = present(file.content, 'content').slice(0, 120);
    },
  ),
  'service-conf-unreadable': confFault(
    'the configuration file of the workflows service may be read by root only',
    /config\.json \(root:root 600\) may not be read by coronerd/,
    (file) => {
      Object.assign(file, { group: 'root', mode: '600' });
    },
  ),
  'service-conf-old-host': {
    ...confFault(
      'the workflows service still talks to the old host',
      /names the old host: old\.backtrace\.test/,
      (file) => {
        file.content = present(file.content, 'content').replaceAll('new.backtrace.test', oldHost);
      },
    ),
    red: ['services.conf', 'beyond.old-host-references'],
  },
  'service-missing': {
    description: 'the similarity service was not installed on the new server',
    red: ['services.conf'],
    says: /missing on new: service similarity/,
    apply: changed((state) => {
      const { host } = state;
      state.services = state.services.filter(({ name }) => name !== 'similarity');
      delete host.units['backtrace-similarity'];
      delete host.files['/etc/backtrace/similarity/similarity.yaml'];
      host.sockets = host.sockets?.filter(({ owner }) => owner !== 'backtrace-similarity');
    }),
  },
  'service-down': {
    description: 'the alerts service is listed as down',
    red: ['services.status'],
    says: onOneLine('alerts ', 'by the service status: status: down'),
    apply: changed((state) => {
      serviceOf(state, 'alerts').status = 'down';
    }),
  },
  'service-not-listed': {
    description: 'the service status does not list the alerts service',
    red: ['services.status'],
    says: onOneLine('alerts ', "in the service status: expected 'not listed'"),
    apply: changed((state) => {
      state.behaviour.serviceLayer = { without: ['alerts'] };
    }),
  },
  'service-status-unclear': {
    description: 'the service status says of the alerts service what nobody knows the meaning of',
    red: ['services.status'],
    outcome: 'error',
    says: /could not be told: alerts \(status: purple\)/,
    apply: changed((state) => {
      serviceOf(state, 'alerts').status = 'purple';
    }),
  },
  'service-port-closed': {
    description: 'the alerts service runs, but does not listen on its port',
    red: ['services.ports'],
    says: onOneLine('alerts: port 7072 ', 'nothing listens on it; backtrace-alerts.service is active'),
    apply: changed((state) => {
      socketOf(state, 'backtrace-alerts');
      state.host.sockets = state.host.sockets?.filter(({ owner }) => owner !== 'backtrace-alerts');
    }),
  },
  'service-port-stolen': {
    description: 'another program has the port of the alerts service',
    red: ['services.ports'],
    says: onOneLine('alerts: port 7072 ', /held by python3 \(\d+\)/),
    apply: changed((state) => {
      socketOf(state, 'backtrace-alerts').owner = 'python3';
    }),
  },
  'service-never-started': {
    description: 'the unit of the metrics importer was copied and enabled, and never started',
    red: ['services.ports'],
    also: ['services.status'],
    says: onOneLine('metrics-importer: port 7073 ', 'backtrace-metrics-importer.service is inactive/dead'),
    apply: changed((state) => {
      const { host } = state;
      state.services = state.services.filter(({ name }) => name !== 'metrics-importer');
      const never = { active: 'inactive', sub: 'dead', processes: [], unloaded: true };
      Object.assign(present(host.units['backtrace-metrics-importer'], 'unit'), never);
      host.sockets = host.sockets?.filter(({ owner }) => owner !== 'backtrace-metrics-importer');
    }),
  },
  'service-failed': {
    description: 'the metrics importer failed to start',
    red: ['services.ports'],
    says: onOneLine('metrics-importer: port 7073 ', 'is failed/failed (exit-code)'),
    apply: changed((state) => {
      const unit = present(state.host.units['backtrace-metrics-importer'], 'unit');
      Object.assign(unit, { active: 'failed', sub: 'failed', result: 'exit-code', processes: [] });
    }),
  },
};

const behindProxy: Record<string, Fault> = {
  'service-failed-behind-proxy': {
    description: 'the metrics importer, of which only the port of nginx is known, failed to start',
    red: ['services.ports'],
    says: onOneLine(
      'metrics-importer: its processes listen on no TCP port; ',
      'is failed/failed (exit-code)',
    ),
    apply: changed((state) => {
      const [name, { host }] = ['backtrace-metrics-importer', state];
      serviceOf(state, 'metrics-importer').endpoint = 'https://new.backtrace.test/api/metrics-importer';
      fileOf(state, '/etc/backtrace/metrics-importer/environment').content = 'LOG=info\n';
      Object.assign(present(host.units[name], 'unit'), {
        ...{ active: 'failed', sub: 'failed', result: 'exit-code', processes: [] },
      });
      host.sockets = [
        ...(host.sockets ?? []).filter(({ owner }) => owner !== name),
        { address: '0.0.0.0', port: 443, owner: 'backtrace-nginx' },
      ];
    }),
  },
};

const ofOldHost: Record<string, Fault> = {
  'row-names-old-host': {
    description: 'a scheduled report still links to the old host, within its JSON',
    red: ['beyond.old-host-references'],
    also: ['reports.configuration'],
    says: onOneLine('report ', ': widgets names the old host: old.backtrace.test'),
    apply: changed((state) => {
      const report = present(rowsOf(state, 'report')[0], 'report');
      const widgets = JSON.parse(String(report.widgets ?? '{}')) as object;
      report.widgets = JSON.stringify({ ...widgets, link: `https://${oldHost}/dashboard/acme` });
    }),
  },
  'coroner-cf-old-address': {
    description: 'coroner.cf still reads from the address of the old host',
    red: ['beyond.old-host-references'],
    says: inOneGo('/etc/coronerd/coroner.cf, line ', /\d+/, ' names the old host: 10.20.0.8'),
    apply: changed((state) => {
      const file = fileOf(state, '/etc/coronerd/coroner.cf');
      file.content = present(file.content, 'content').replace(/^read=[^:\n]*/m, `read=${oldAddress}`);
    }),
  },
  'nginx-conf-damaged': {
    description: 'a configuration file of nginx cannot be read from the disk',
    red: ['beyond.old-host-references'],
    outcome: 'error',
    says: /\/etc\/nginx\/conf\.d\/backtrace\.conf could not be read: Input\/output error/,
    apply: changed(({ host: { files } }) => {
      const common = { owner: 'root', group: 'root', mode: '644', damaged: true } as const;
      files['/etc/nginx/conf.d/backtrace.conf'] = { ...common, kind: 'file', content: '' };
    }),
  },
  'nginx-old-address': {
    description: 'an enabled site of nginx still passes requests on to the address of the old host',
    red: ['beyond.old-host-references'],
    says: /\/etc\/nginx\/sites-enabled\/backtrace, line 3 names the old host: 10\.20\.0\.8/,
    apply: changed(({ host: { files } }) => {
      const common = { owner: 'root', group: 'root' };
      const content = `server {\n  # once ${oldHost}\n  location / { proxy_pass http://${oldAddress}:6097; }\n}\n`;
      files['/etc/nginx/sites-available/backtrace'] = { ...common, kind: 'file', mode: '644', content };
      files['/etc/nginx/sites-enabled/backtrace'] = {
        ...common,
        kind: 'symlink',
        mode: '777',
        target: '../sites-available/backtrace',
      };
    }),
  },
};

/** Faults of the side services, and what still names the old host. */
export const serviceFaults: Record<string, Fault> = { ...ofServices, ...behindProxy, ...ofOldHost };
