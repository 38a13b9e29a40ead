import { poll } from '../poll.ts';
import { excerpt } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';
import { quote } from './quote.ts';
import { type ServiceUnit, serviceUnit, serviceUnits } from './service-units.ts';

/** Name of the timer and service on the host, and of the shell where there is no timer: whoever sees it knows whose it is. */
export const scheduledStart = 'backtrace-verification-start';

/** How the host was told to start units by itself. */
export type ScheduledBy = 'timer' | 'shell';

/** Runs commands as root on a host, one after the other, and gives their results in that order. Throws Unanswered. */
export type AskAsRoot = (
  commands: readonly string[],
  signal?: AbortSignal,
) => Promise<{ status: number; stdout: string; stderr: string }[]>;

/**
 * Seconds after which the host starts the units by itself: a stop, a start and an answer may take RESTART_SECONDS each;
 * as much again is room for what lies between them.
 */
export function startDelay(restartSeconds: number): number {
  return Math.ceil(4 * restartSeconds);
}

/**
 * Units in the order in which they are started: the server first, then what stands in front of it. Throws RangeError for
 * a unit that is none of the server's.
 */
export function inStartOrder(units: Iterable<string>): ServiceUnit[] {
  const named = [...new Set(units)].map(serviceUnit);
  return named.sort((a, b) => serviceUnits.indexOf(a) - serviceUnits.indexOf(b));
}

/**
 * Tells the host to start the units by itself after `seconds`, whatever becomes of this run and its connection: by a
 * transient timer, else by a shell outside of the SSH session. What an earlier run had scheduled is done at once, and
 * replaced. Throws Unanswered unless the host has confirmed it, RangeError for a unit that is none of the server's.
 */
export async function scheduleStart(
  ask: AskAsRoot,
  host: string,
  { units, seconds, signal }: { units: Iterable<string>; seconds: number; signal?: AbortSignal },
): Promise<ScheduledBy> {
  const script = startScript(units, seconds);
  const [, , made, seen] = await ask(timerCommands(script, seconds), signal);
  if (made?.status === 0 && seen?.stdout.trim() === 'active') return 'timer';
  const noTimer = `systemd-run: exit status ${made?.status}, ${complaint(made?.stderr)}; the timer is ${seen?.stdout.trim() || 'unknown'}`;

  const shell = detachedShell(script, seconds);
  const [begun] = await ask([shell], signal);
  const [pid = '', ...groups] = begun?.stdout.trim().split('\n') ?? [];
  // Those by which systemd tells whose a process is, not those of single controllers (cgroups(7)).
  const inSession = groups.some((line) => /^\d+:(name=systemd)?:\/user\.slice\//.test(line));
  const running =
    /^\d+$/.test(pid) &&
    groups.length > 0 &&
    !inSession &&
    (await poll(async () => ((await shellsOn(ask, signal)).includes(pid) ? true : undefined), {
      within: 5_000,
      every: 100,
      signal,
    }));
  if (running) return 'shell';
  const why = inSession
    ? `it would end with the SSH session (${groups.join(', ')})`
    : `exit status ${begun?.status}, ${complaint(begun?.stderr)}`;
  throw new Unanswered(
    `${host}: it could not be told to start the units by itself after ${seconds} s, so nothing is stopped. ${noTimer}. A shell instead: ${why}`,
    {
      asked: timerCommands(script, seconds)[2] ?? shell,
      where: host,
      next: 'Run that command as root on the host, and see why it fails.',
    },
  );
}

/** Calls off what was scheduled by this run or an earlier one. Throws Unanswered where something is left of it. */
export async function cancelStart(ask: AskAsRoot, host: string): Promise<void> {
  const stop = `systemctl stop ${scheduledStart}.timer`;
  const [stopped, seen] = await ask([stop, isActive]);
  const state = seen?.stdout.trim() ?? '';
  const next = `It starts units that run already, which changes nothing. To call it off by hand: \`${stop}\`.`;
  if (!/^(inactive|failed|unknown)$/.test(state))
    throw new Unanswered(
      `${host}: ${scheduledStart}.timer is ${state || 'in an unknown state'} after it was stopped (${complaint(stopped?.stderr)})`,
      { asked: stop, where: host, next },
    );
  const shells = await shellsOn(ask);
  if (shells.length === 0) return;
  const kill = `kill -s TERM -- ${shells.map((pid) => `-${pid}`).join(' ')}`;
  await ask([kill]);
  const gone = await poll(async () => ((await shellsOn(ask)).length === 0 ? true : undefined), {
    within: 5_000,
    every: 100,
  });
  if (!gone)
    throw new Unanswered(`${host}: the shell ${scheduledStart} still runs after it was ended`, {
      asked: kill,
      where: host,
      next: `It starts units that run already, which changes nothing. To end it by hand: \`${kill}\`.`,
    });
}

const isActive = `systemctl is-active ${scheduledStart}.timer`;

/** Where systemd keeps its own control group, init.scope: cgroups v2; both of hybrid; the last of v1. */
const hierarchies = ['/sys/fs/cgroup', '/sys/fs/cgroup/unified', '/sys/fs/cgroup/systemd'];

/** One unit after the other; one that cannot be started, or takes too long, keeps no other one waiting. */
function startScript(units: Iterable<string>, seconds: number): string {
  const ordered = inStartOrder(units);
  if (ordered.length === 0 || !Number.isInteger(seconds) || seconds <= 0)
    throw new RangeError('a start is scheduled for some units, after a whole number of seconds');
  return ordered.map((unit) => `timeout ${seconds} systemctl start ${quote(unit)}`).join('; ');
}

/** The third makes the timer, the fourth shows it. systemd's timers may be a minute late unless told otherwise. */
function timerCommands(script: string, seconds: number): string[] {
  const options = [
    '--collect',
    `--unit=${scheduledStart}`,
    '--description=Start what the Backtrace verification has stopped',
    `--on-active=${seconds}`,
    '--timer-property=AccuracySec=1s',
    '--property=Type=oneshot',
  ];
  return [
    `systemctl start ${scheduledStart}.service`,
    `systemctl stop ${scheduledStart}.timer`,
    ['systemd-run', ...options, '/bin/sh', '-c', script].map(quote).join(' '),
    isActive,
  ];
}

/**
 * A shell of its own session that outlives this one; says its id and control groups. It first leaves the SSH session's
 * control group (cgroups v2, hybrid or v1), which logind empties at the session's end where KillUserProcesses is set.
 */
function detachedShell(script: string, seconds: number): string {
  const words = ['setsid', '/bin/sh', '-c', `sleep ${seconds}; ${script}`, scheduledStart];
  return `for root in ${hierarchies.join(' ')}; do echo $$ >$root/init.scope/cgroup.procs; done 2>/dev/null; ${words.map(quote).join(' ')} </dev/null >/dev/null 2>&1 & echo $!; cat /proc/self/cgroup`;
}

/** Ids of the shells that wait to start units; each leads a process group. */
async function shellsOn(ask: AskAsRoot, signal?: AbortSignal): Promise<string[]> {
  const [processes] = await ask(['ps -ewwo pid=,args='], signal);
  const lines = (processes?.stdout ?? '').split('\n').map((line) => line.trim());
  return lines.flatMap((line) => {
    const [, pid] = /^(\d+) \/bin\/sh -c sleep \d+; timeout \d+ systemctl start /.exec(line) ?? [];
    return pid && line.endsWith(` ${scheduledStart}`) ? [pid] : [];
  });
}

function complaint(stderr: string | undefined): string {
  return excerpt(stderr?.trim() ?? '', 300) || 'without a word';
}
