import type { HostFile, HostSocket, HostState, Unit } from '../../state/types.ts';
import { idpCertificates } from './idp-certificates.ts';

interface SideService {
  name: string;
  pid: number;
  port: number;
  program: string;
  conf: [path: string, content: string];
}

/** What a machine has of its side services: units, files, and sockets on which only `ss` sees anybody listen. */
export function sideServices(
  hostname: string,
  startedSecondsAgo: number,
): Required<Pick<HostState, 'units' | 'files' | 'sockets'>> {
  const services = all(hostname);
  return {
    units: Object.fromEntries(
      services.map((each) => [`backtrace-${each.name}`, unit(each, startedSecondsAgo)]),
    ),
    files: Object.fromEntries(services.map(({ conf: [path, content] }) => [path, file(content)])),
    sockets: services.map(({ name, port }): HostSocket => {
      return { address: '127.0.0.1', port, owner: `backtrace-${name}` };
    }),
  };
}

/** Their configuration in the formats that such services have: JSON with comments, INI, YAML, variables. */
function all(hostname: string): SideService[] {
  return [
    {
      name: 'workflows',
      pid: 18_211,
      port: 7_071,
      program: 'node /opt/backtrace/backtrace-workflows/dist/main.js -c /etc/backtrace/workflows/config.json',
      conf: ['/etc/backtrace/workflows/config.json', workflows(hostname)],
    },
    {
      name: 'alerts',
      pid: 18_221,
      port: 7_072,
      program: 'node /opt/backtrace/backtrace-alerts/dist/main.js -c /etc/backtrace/alerts/alerts.ini',
      conf: [
        '/etc/backtrace/alerts/alerts.ini',
        `; Alerts\n[server]\nport = 7072\n\n[coronerd]\nurl = https://${hostname}\n`,
      ],
    },
    {
      name: 'metrics-importer',
      pid: 18_231,
      port: 7_073,
      program: '/opt/backtrace/backtrace-metrics-importer/bin/metrics-importer',
      conf: [
        '/etc/backtrace/metrics-importer/environment',
        `LISTEN=127.0.0.1:7073\nCORONERD_URL=https://${hostname}\n`,
      ],
    },
    {
      name: 'similarity',
      pid: 18_241,
      port: 7_074,
      program: '/opt/backtrace/backtrace-similarity/bin/similarity',
      conf: [
        '/etc/backtrace/similarity/similarity.yaml',
        `server:\n  host: 127.0.0.1\n  port: 7074 # local\nlog: info\n`,
      ],
    },
    {
      name: 'symbold',
      pid: 18_171,
      port: 7_076,
      program: '/opt/backtrace/symbold/bin/symbold -c /etc/backtrace/symbold/symbold.conf',
      conf: ['/etc/backtrace/symbold/symbold.conf', `{ "port": 7076, "symbol_path": "/var/symbold" }\n`],
    },
    {
      name: 'saml',
      pid: 18_251,
      port: 7_075,
      program: 'node /opt/backtrace/backtrace-saml/dist/main.js',
      conf: ['/opt/backtrace/backtrace-saml/saml.json', samlConf(hostname)],
    },
  ];
}

/** Name of the single sign-on service, which moves to the new machine with it. */
export const samlHost = 'saml.acme.example';

/** Sign-on through an identity provider, by the host name of coronerd. */
function samlConf(hostname: string): string {
  const tenant = {
    issuer: `https://${samlHost}/backtrace`,
    entryPoint: 'https://idp.acme.example/sso/saml',
    callbackUrl: `https://${samlHost}/api/sso/saml/${hostname}`,
    cert: idpCertificates.current,
    provisioning: false,
  };
  const conf = {
    port: 7_075,
    cnames: { [hostname]: { certificate: 'saml.pem' } },
    tenants: { [hostname]: tenant },
    signingKey: 'sgn-Yp4xWm83',
  };
  return `${JSON.stringify(conf, null, 2)}\n`;
}

/** The password of its database is what no run may show. */
export const workflowsPassword = 'wf-Zk7eQp21';

function workflows(hostname: string): string {
  return `{
  // Only nginx asks it.
  "listen": { "host": "127.0.0.1", "port": 7071 },
  "coronerd": "https://${hostname}/",
  "database": {
    "host": "localhost",
    "port": 5432, /* PostgreSQL */
    "user": "workflows",
    "password": "${workflowsPassword}",
  },
}
`;
}

function unit({ name, pid, program }: SideService, startedSecondsAgo: number): Unit {
  const openFiles = { soft: 524_288, hard: 524_288 };
  const comm = program.startsWith('node ') ? 'node' : name;
  const process = { comm, args: program, user: 'coronerd', rssKb: 61_440, cpuPercent: 0.2, openFiles };
  return {
    description: `Backtrace ${name}`,
    load: 'loaded',
    file: 'enabled',
    active: 'active',
    sub: 'running',
    result: 'success',
    restarts: 0,
    user: 'coronerd',
    startedSecondsAgo,
    processes: [{ pid, ...process }],
  };
}

function file(content: string): HostFile {
  return { kind: 'file', owner: 'root', group: 'coronerd', mode: '640', content };
}
