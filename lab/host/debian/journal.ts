import type { JournalLine, Unit } from '../../state/types.ts';

/** A journal of an unremarkable day: the boot, the start of the services, and what they say at work. */
export function quietJournal(
  units: Record<string, Unit>,
  projects: [universe: string, project: string][],
  bootedSecondsAgo: number,
): JournalLine[] {
  const started = Object.entries(units).flatMap(([name, unit]) => starting(name, unit));
  const symbold = symboldLines(units['backtrace-symbold'], projects);
  const lines = [...kernelLines(bootedSecondsAgo), ...started, ...working(units, projects), ...symbold];
  return lines.sort((a, b) => b.secondsAgo - a.secondsAgo);
}

const BOOT: [seconds: number, priority: number, message: string][] = [
  [0, 5, 'Linux version 6.1.0-27-amd64 (debian-kernel@lists.debian.org)'],
  [0, 6, 'Command line: BOOT_IMAGE=/boot/vmlinuz-6.1.0-27-amd64 root=/dev/sda1 ro quiet'],
  [0, 6, 'BIOS-provided physical RAM map:'],
  [1, 6, 'ACPI: Core revision 20220331'],
  [1, 6, 'smpboot: CPU0: Intel(R) Xeon(R) Gold 6248 CPU @ 2.50GHz'],
  [2, 4, 'pci 0000:00:07.3: quirk: [io 0xb000-0xb03f] claimed by PIIX4 ACPI'],
  [3, 6, 'EXT4-fs (sda1): mounted filesystem with ordered data mode. Quota mode: none.'],
  [4, 6, 'XFS (sdb1): Mounting V5 Filesystem'],
  [4, 6, 'XFS (sdb1): Ending clean mount'],
  [5, 6, 'e1000: ens192 NIC Link is Up 10000 Mbps Full Duplex, Flow Control: None'],
];

function kernelLines(bootedSecondsAgo: number): JournalLine[] {
  return BOOT.map(([seconds, priority, message]) => {
    const from = { unit: null, transport: 'kernel', identifier: 'kernel', pid: 0 } as const;
    return { ...from, priority, secondsAgo: bootedSecondsAgo - seconds, message };
  });
}

function starting(name: string, unit: Unit): JournalLine[] {
  const systemd = { unit: name, transport: 'journal', identifier: 'systemd', pid: 1, priority: 6 } as const;
  const title = `${name}.service - ${unit.description}`;
  const ago = unit.startedSecondsAgo;
  const said: Record<string, string[]> = {
    'coronerd-crash-report': [' * Starting Backtrace I/O database error reporting coroner', '   ...done.'],
    'backtrace-nginx': ['using the "epoll" event method', 'start worker processes'],
    'backtrace-symbold': ['symbols are kept in /var/symbold', 'waiting for events'],
    'backtrace-proxy': ['configuration read from /etc/backtrace/proxy/proxy.conf', 'ready'],
  };
  const own = (said[name] ?? []).map((message) => {
    const said = line(name, unit.processes[0]?.pid ?? 1, message, ago, 6);
    return { ...said, identifier: name === 'backtrace-symbold' ? 'symbold' : name };
  });
  return [
    { ...systemd, secondsAgo: ago + 1, message: `Starting ${title}...` },
    ...own,
    { ...systemd, secondsAgo: ago, message: `Started ${title}.` },
  ];
}

/** What coronerd says of its projects; two harmless warnings among it. */
function working(units: Record<string, Unit>, projects: [string, string][]): JournalLine[] {
  const pid = units.coronerd?.processes[1]?.pid ?? 1;
  const ago = units.coronerd?.startedSecondsAgo ?? 0;
  const say = (text: string, secondsAgo: number, priority = 6) =>
    line('coronerd', pid, text, secondsAgo, priority);
  const opened = projects.slice(0, 12).map(([universe, project], index) => {
    return say(`[T1] [crdb_open:412] [ns /${universe}/${project}/crdb] opened`, ago - 1 - index);
  });
  const span = Math.max(60, ago - 60);
  const at = (share: number) => Math.round(span * share);
  const routine = Array.from({ length: 20 }, (_, index) => {
    const [universe, project] = projects[index % Math.max(1, projects.length)] ?? ['backtrace', 'server'];
    const where = `[ns /${universe}/${project}/crdb]`;
    const done = index % 2 === 0 ? '[retention_run:220]' : '[crdb_checkpoint:1180]';
    const message = index % 2 === 0 ? 'retention pass finished' : 'checkpoint finished';
    return say(`[T${2 + (index % 6)}] ${done} ${where} ${message}`, at(0.95 - index * 0.045));
  });
  return [
    ...opened,
    ...routine,
    say('[T3] [http_request:801] client 10.20.0.44 closed the connection before the reply', at(0.61), 4),
    say('[T5] [http_request:801] client 10.20.0.17 closed the connection before the reply', at(0.27), 4),
    line(
      'backtrace-nginx',
      units['backtrace-nginx']?.processes[0]?.pid ?? 1,
      'signal process started',
      at(0.5),
      5,
    ),
  ];
}

/** What symbold says while it works off its queue; that a symbol is not there is an error to it. */
function symboldLines(unit: Unit | undefined, projects: [string, string][]): JournalLine[] {
  if (!unit) return [];
  const span = Math.max(60, unit.startedSecondsAgo - 60);
  const say = (message: string, secondsAgo: number, priority: number): JournalLine => ({
    ...line('backtrace-symbold', unit.processes[0]?.pid ?? 1, message, secondsAgo, priority),
    identifier: 'symbold',
  });
  const routine = Array.from({ length: 8 }, (_, index) => {
    const [universe, project] = projects[index % Math.max(1, projects.length)] ?? ['backtrace', 'server'];
    const message =
      index % 2 === 0
        ? `event received for ${universe}/${project}: ${1 + (index % 3)} missing symbols`
        : `queue is empty after ${2 + index} downloads`;
    return say(message, Math.round(span * (0.9 - index * 0.1)), 6);
  });
  const absent = 'Download failed- symbol: ntdll.pdb debugId: 0A1B under url http://s/ Message: HTTP 404';
  return [...routine, say(absent, Math.min(span, 1_800), 3)];
}

function line(unit: string, pid: number, message: string, secondsAgo: number, priority: number): JournalLine {
  return { unit, transport: 'stdout', identifier: unit, pid, priority, secondsAgo, message };
}
