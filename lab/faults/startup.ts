import type { ServerState, Unit } from '../state/types.ts';
import { changed, type Fault, present, replyWith } from './fault.ts';
import { listenerOf } from './listener.ts';
import { onOneLine, type Said } from './said.ts';

const proxy = 'backtrace-proxy';
const nginx = 'backtrace-nginx';

/** A fault of one unit; a unit that does not run is also missed by what needs it. */
function unitFault(
  name: string,
  description: string,
  says: Said,
  change: (unit: Unit) => void,
  also: string[] = [],
): Fault {
  const apply = changed((state) => change(present(state.host.units[name], `unit ${name}`)));
  return { description, red: ['startup.units'], also, says, apply };
}

function stop(unit: Unit): void {
  Object.assign(unit, { active: 'inactive', sub: 'dead', processes: [] });
}

function journal(message: string, more: Partial<ServerState['host']['journal'][number]> = {}) {
  return changed((state) => {
    state.host.journal.push({
      unit: 'coronerd',
      transport: 'stdout',
      identifier: 'coronerd',
      pid: 18_127,
      priority: 3,
      secondsAgo: 60,
      message,
      ...more,
    });
  });
}

function isConfigured(body: string, more: { status?: number; headers?: Record<string, string> } = {}) {
  return changed((state) => {
    const headers = { 'content-type': 'text/plain', ...more.headers };
    replyWith(state, { path: '/api/is_configured', status: more.status ?? 200, headers, body });
  });
}

/** Faults of the section Startup/Service. */
export const startupFaults: Record<string, Fault> = {
  'coronerd-silent': {
    description: 'the journal has no line of coronerd since its start, though other services say much',
    red: ['startup.logs'],
    outcome: 'error',
    says: /no line of coronerd since its start/,
    apply: changed(({ host }) => {
      const isSaid = ({ unit, identifier }: (typeof host.journal)[number]) =>
        unit !== 'coronerd' || identifier === 'systemd';
      host.journal = host.journal.filter(isSaid);
    }),
  },
  'older-binary': {
    description: 'the new server runs an older version than the old one',
    red: ['startup.version'],
    says: /not older than/,
    apply: changed((state) => {
      state.version = '1.50.2';
      state.host.coronerdVersion = '1.50.2';
    }),
  },
  'api-other-build': {
    description: 'another build than the installed one answers the API',
    red: ['startup.version'],
    says: /answers the API/,
    apply: changed((state) => {
      state.version = '1.70.0';
    }),
  },
  'binary-missing': {
    description: 'the coronerd binary is not installed',
    red: ['startup.version'],
    says: /is installed/,
    apply: changed((state) => {
      state.host.coronerdVersion = null;
    }),
  },
  'unit-missing': unitFault(
    proxy,
    'the unit backtrace-proxy is not installed',
    onOneLine('backtrace-proxy', 'LoadState'),
    (unit) => {
      stop(unit);
      Object.assign(unit, { load: 'not-found', file: '' });
    },
    ['startup.restart'],
  ),
  'unit-not-enabled': unitFault(
    nginx,
    'backtrace-nginx runs, but will not start at boot',
    /UnitFileState/,
    (unit) => {
      unit.file = 'disabled';
    },
  ),
  'unit-failed': unitFault(
    proxy,
    'backtrace-proxy failed to start',
    onOneLine('backtrace-proxy', /(ActiveState|result)/),
    (unit) => {
      stop(unit);
      Object.assign(unit, { active: 'failed', sub: 'failed', result: 'exit-code' });
    },
  ),
  'unit-masked': unitFault(
    nginx,
    'backtrace-nginx is masked',
    onOneLine('backtrace-nginx', 'LoadState'),
    (unit) => {
      stop(unit);
      Object.assign(unit, { load: 'masked', file: 'masked' });
    },
    ['startup.restart'],
  ),
  'unit-activating-loop': unitFault(
    proxy,
    'backtrace-proxy restarts again and again',
    /activating/,
    (unit) => {
      Object.assign(unit, {
        active: 'activating',
        sub: 'auto-restart',
        result: 'exit-code',
        restarts: 57,
        processes: [],
      });
    },
  ),
  'restart-cannot-start': {
    description: 'once stopped, backtrace-proxy cannot be started again',
    red: ['startup.restart'],
    says: /start backtrace-proxy/,
    leaves: onOneLine(
      'the stopped unit backtrace-proxy.service',
      'sudo systemctl start backtrace-proxy.service',
    ),
    apply: changed((state) => {
      present(state.host.units[proxy], proxy).trouble = 'start-fails';
    }),
  },
  'restart-stop-hangs': {
    description: 'stopping backtrace-nginx hangs',
    red: ['startup.restart'],
    says: /stop backtrace-nginx/,
    apply: changed((state) => {
      present(state.host.units[nginx], nginx).trouble = 'stop-hangs';
    }),
  },
  'restart-other-port': {
    description: 'after a restart coronerd listens on another port',
    red: ['startup.restart'],
    says: /is_configured/,
    apply: changed((state) => {
      present(state.host.units.coronerd, 'coronerd').trouble = 'comes-back-on-another-port';
    }),
  },
  'child-crash-loop': {
    description: 'the child of coronerd crashes and is replaced, behind a unit that stays active',
    red: ['startup.stays-running'],
    says: /process id of the child/,
    apply: changed((state) => {
      present(state.host.units.coronerd?.processes[1], 'coronerd child').livesSeconds = 0.5;
    }),
  },
  'listener-down': {
    description: 'the HTTPS submission listener is not listening',
    red: ['startup.listening'],
    also: ['startup.firewall', 'submission.submit', 'submission.flow', 'network.listeners', 'network.tls'],
    says: /sockets that listen/,
    apply: changed((state) => {
      listenerOf(state, 'http/writer', 'https').down = true;
    }),
  },
  'listener-loopback-only': {
    description: 'the HTTP submission listener is bound to 127.0.0.1',
    red: ['startup.listening'],
    also: ['network.listeners'],
    says: /that others can reach/,
    apply: changed((state) => {
      listenerOf(state, 'http/writer', 'http').bind = '127.0.0.1';
    }),
  },
  'listener-other-process': {
    description: 'another program has the port of the HTTP submission listener',
    red: ['startup.listening'],
    says: /owner: expected 'python3'/,
    apply: changed((state) => {
      listenerOf(state, 'http/writer', 'http').owner = 'python3';
    }),
  },
  'port-dropped': {
    description: 'a firewall drops packets to the HTTPS submission port',
    red: ['startup.firewall'],
    also: ['submission.submit', 'submission.flow', 'network.tls'],
    says: /expected 'filtered'/,
    apply: changed((state) => {
      listenerOf(state, 'http/writer', 'https').dropped = true;
    }),
  },
  'reader-port-dropped': {
    description: 'a firewall drops packets to the snapshot reader, whose port stands in coronerd.conf only',
    red: ['startup.firewall'],
    also: ['network.tls'],
    says: onOneLine('coronerd.conf listener.read', "expected 'filtered'"),
    apply: changed((state) => {
      listenerOf(state, 'reader', 'http').dropped = true;
    }),
  },
  'log-crdb-corrupted': {
    description: "the journal says that a project's attribute database is corrupted",
    red: ['startup.logs'],
    says: /corrupted attribute database/,
    apply: journal("[T3] [crdb_open:211] [ns /acme/shop/crdb] Project's attributes crdb is corrupted"),
  },
  'log-crdb-corrupted-long-ago': {
    description:
      "the journal says that a project's attribute database is corrupted, and very much since then",
    red: ['startup.logs'],
    says: /corrupted attribute database: once/,
    apply: changed((state) => {
      const corrupted = journal('[T3] [crdb_open:211] crdb is corrupted', { secondsAgo: 3_600 })(state).host;
      const routine = {
        ...present(corrupted.journal.at(-1), 'line'),
        priority: 6,
        message: 'request served',
      };
      const since = Array.from({ length: 6_000 }, (_, place) => ({
        ...routine,
        secondsAgo: 3_000 - place / 4,
      }));
      state.host.journal = [...corrupted.journal, ...since];
    }),
  },
  'log-too-many-open-files': {
    description: 'the journal says that there are too many open files',
    red: ['startup.logs'],
    says: /too many open files/,
    apply: journal('[T7] [accept:90] accept: Too many open files'),
  },
  'log-oom-kill': {
    description: 'the kernel killed coronerd for want of memory',
    red: ['startup.logs'],
    says: /out of memory/,
    apply: journal(
      'Out of memory: Killed process 17001 (coronerd) total-vm:31457280kB, anon-rss:30408704kB',
      {
        unit: null,
        transport: 'kernel',
        identifier: 'kernel',
        pid: 0,
      },
    ),
  },
  'is-configured-zero': {
    description: '/api/is_configured answers 0',
    red: ['startup.is-configured'],
    says: /"\\"0\\""|'"0"'/,
    apply: isConfigured('0'),
  },
  'is-configured-newline': {
    description: '/api/is_configured answers 1 and a line break',
    red: ['startup.is-configured'],
    says: /\\n/,
    apply: isConfigured('1\n'),
  },
  'is-configured-html': {
    description: '/api/is_configured answers an HTML page',
    red: ['startup.is-configured'],
    says: /html/i,
    apply: isConfigured('<!doctype html><title>Welcome to nginx!</title>', {
      headers: { 'content-type': 'text/html' },
    }),
  },
  'is-configured-redirect': {
    description: '/api/is_configured redirects',
    red: ['startup.is-configured'],
    also: ['startup.restart'],
    says: /HTTP status/,
    apply: isConfigured('', { status: 302, headers: { location: 'https://elsewhere.example.com/' } }),
  },
  'crash-report-stopped': {
    description: 'coronerd-crash-report does not run',
    red: ['startup.crash-report'],
    says: /ActiveState/,
    apply: changed((state) =>
      stop(present(state.host.units['coronerd-crash-report'], 'coronerd-crash-report')),
    ),
  },
  'crash-report-old-host': {
    description: 'coroner.cf still writes to the old host',
    red: ['startup.crash-report'],
    also: ['beyond.old-host-references'],
    says: /old\.backtrace\.test/,
    apply: changed((state) => {
      const file = present(state.host.files['/etc/coronerd/coroner.cf'], 'coroner.cf');
      file.content = file.content?.replaceAll(state.hostname, 'old.backtrace.test');
    }),
  },
};
