import type { HostProcess, Unit } from '../../state/types.ts';

const OPEN_FILES = { soft: 524_288, hard: 524_288 };

/** The units of a Backtrace server and their processes, as in the vendor's list (steps 2, 3 and 6). */
export function backtraceUnits(startedSecondsAgo: number): Record<string, Unit> {
  return {
    coronerd: unit('Backtrace I/O server', 'coronerd', startedSecondsAgo, [
      process(
        18_126,
        'monitor',
        '/opt/backtrace/sbin/coronerd: monitoring child {{child}}',
        'coronerd',
        3_144,
      ),
      process(
        18_127,
        'coronerd',
        '/opt/backtrace/sbin/coronerd -f -c /etc/coronerd/coronerd.conf',
        'coronerd',
        9_437_184,
        46,
      ),
    ]),
    'backtrace-proxy': unit('Backtrace submission proxy', 'coronerd', startedSecondsAgo - 2, [
      process(
        18_151,
        'backtrace-proxy',
        '/opt/backtrace/backtrace-proxy/bin/backtrace-proxy -c /etc/backtrace/proxy/proxy.conf',
        'coronerd',
        48_220,
        0.6,
      ),
    ]),
    'backtrace-nginx': unit('Backtrace nginx', '', startedSecondsAgo - 3, [
      process(
        18_163,
        'nginx',
        'nginx: master process /opt/backtrace/nginx/sbin/nginx -c /opt/backtrace/nginx/conf/nginx.conf -g daemon off;',
        'root',
        10_928,
      ),
      process(18_164, 'nginx', 'nginx: worker process', 'www-data', 14_716, 0.4),
      process(18_165, 'nginx', 'nginx: worker process', 'www-data', 14_588, 0.3),
    ]),
    'coronerd-crash-report': unit('Coronerd Crash Report server', '', startedSecondsAgo - 4, [
      process(18_197, 'monitor', '/opt/backtrace/bin/coroner: monitoring child {{child}}', 'root', 2_860),
      process(
        18_198,
        'coroner',
        '/opt/backtrace/bin/coroner -c /etc/coronerd/coroner.cf daemon -f',
        'root',
        12_452,
        0.1,
      ),
    ]),
  };
}

function unit(description: string, user: string, startedSecondsAgo: number, processes: HostProcess[]): Unit {
  const running = { active: 'active', sub: 'running', result: 'success', restarts: 0 } as const;
  return { description, load: 'loaded', file: 'enabled', ...running, user, startedSecondsAgo, processes };
}

function process(
  pid: number,
  comm: string,
  args: string,
  user: string,
  rssKb: number,
  cpuPercent = 0,
): HostProcess {
  return { pid, comm, args, user, rssKb, cpuPercent, openFiles: { ...OPEN_FILES } };
}
