import type { HostFile, Listener } from '../../state/types.ts';

/** The files of a Backtrace server that the pack looks at. */
export function backtraceFiles(options: {
  hostname: string;
  universeProjects: [universe: string, project: string][];
  listeners: Pick<Listener, 'id' | 'type' | 'protocol'>[];
}): Record<string, HostFile> {
  const { hostname, universeProjects } = options;
  const universe = universeProjects[0]?.[0] ?? 'backtrace';
  return {
    '/etc/hostname': file(`${hostname.split('.')[0]}\n`),
    '/etc/debian_version': file('12.8\n'),
    '/etc/sysctl.conf': file('# Kernel parameters are set in /etc/sysctl.d\n#vm.swappiness=60\n'),
    '/etc/sysctl.d/60-backtrace.conf': file('vm.max_map_count=16000000\n'),
    '/usr/lib/sysctl.d/50-pid-max.conf': file('# A larger pid space\nkernel.pid_max = 4194304\n'),
    '/etc/systemd/system/coronerd.service': file(serviceFile()),
    '/etc/coronerd': directory('root', 'coronerd', '750'),
    '/etc/coronerd/coronerd.conf': file(coronerdConf(options.listeners), 'root', 'coronerd', '640'),
    '/etc/coronerd/coroner.cf': file(coronerCf(hostname, universe, options.listeners), 'root', 'root', '600'),
    '/etc/coronerd/coronerd.db': file('SQLite format 3\0', 'coronerd', 'coronerd', '600'),
    '/etc/backtrace/proxy/proxy.conf': file(`{"hostname":"${hostname}"}\n`),
    '/opt/backtrace/sbin': directory(),
    '/var/crash': directory('root', 'root', '1777'),
    '/var/log/coronerd': directory('coronerd', 'coronerd', '750'),
    '/var/symbold': directory('coronerd', 'coronerd', '750'),
    ...storage(universeProjects),
  };
}

/** `…/<universe>/<project>/_objects` for the dumps, `crdb` and `database` beside it (vendor's backup guide). */
function storage(universeProjects: [universe: string, project: string][]): Record<string, HostFile> {
  const owned = directory('coronerd', 'coronerd', '750');
  const paths = universeProjects.flatMap(([universe, project]) => [
    `/var/coronerd/${universe}`,
    `/var/coronerd/${universe}/${project}`,
    ...['_objects', 'crdb', 'database'].map((name) => `/var/coronerd/${universe}/${project}/${name}`),
  ]);
  return Object.fromEntries(['/var/coronerd', ...paths].map((path) => [path, { ...owned }]));
}

/** Binds as in the vendor's installation guide: `hostname`, `service`, `concurrency`. */
function coronerdConf(listeners: Pick<Listener, 'id' | 'type' | 'protocol'>[]): string {
  const bind = (type: Listener['type'], protocol?: Listener['protocol']) =>
    listeners
      .filter((one) => one.type === type && (protocol === undefined || one.protocol === protocol))
      .map(({ id }) => ({ hostname: '0.0.0.0', service: `{{port:${id}}}`, concurrency: 32 }));
  const ssl = {
    certificate_chain_file: '/etc/coronerd/ssl/chain.pem',
    key: '/etc/coronerd/ssl/key.pem',
  };
  const write = { http_bind: bind('http/writer', 'http'), https_bind: bind('http/writer', 'https') };
  const conf = {
    configuration: '/etc/coronerd/coronerd.db',
    storage: { disks: ['/var/coronerd'] },
    audit: { path: '/var/log/coronerd/audit.db' },
    symbold: { symbol_path: '/var/symbold' },
    console: { path: '/var/run/coronerd/coronerd.socket' },
    listener: {
      write: { ...write, threads: 8, ssl },
      read: { bind: bind('reader'), threads: 2, ssl },
      'http-console': { bind: bind('http/console'), threads: 8, ssl },
    },
  };
  return `${JSON.stringify(conf, null, 2)}\n`;
}

function coronerCf(
  hostname: string,
  universe: string,
  listeners: Pick<Listener, 'id' | 'type' | 'protocol'>[],
): string {
  const writer = listeners.find((one) => one.type === 'http/writer' && one.protocol === 'https');
  const reader = listeners.find((one) => one.type === 'reader');
  const at = (id: number | undefined) => (id === undefined ? hostname : `${hostname}:{{port:${id}}}`);
  return `[universe]
name=${universe}
write=https://${at(writer?.id)}
read=${at(reader?.id)}
read.ssl.enabled=yes

[token]
crash=00000000000000000000000000000000000000000000000000000000000c0de5

[daemon]
coronerd.root=/var/crash
coronerd.token=crash
`;
}

function serviceFile(): string {
  return `[Unit]
Description=Backtrace I/O server
After=network.target

[Service]
User=coronerd
ExecStart=/opt/backtrace/sbin/coronerd -c /etc/coronerd/coronerd.conf
LimitNOFILE=524288
Restart=on-failure

[Install]
WantedBy=multi-user.target
`;
}

function file(content: string, owner = 'root', group = 'root', mode = '644'): HostFile {
  return { kind: 'file', owner, group, mode, content };
}

function directory(owner = 'root', group = 'root', mode = '755'): HostFile {
  return { kind: 'directory', owner, group, mode };
}
