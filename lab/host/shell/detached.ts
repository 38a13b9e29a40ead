/** A command that is begun in a session of its own and left to itself. */
export interface DetachedCommand {
  command: string;
  /** Whether the shell leaves the control group of the SSH session first. */
  leavesSession: boolean;
}

const end = ' </dev/null >/dev/null 2>&1 & echo $!; cat /proc/self/cgroup';

/**
 * Reads `[LEAVE;] setsid COMMAND </dev/null >/dev/null 2>&1 & echo $!; cat /proc/self/cgroup`, where LEAVE moves the
 * shell into the group of systemd itself; undefined for anything else.
 */
export function readDetached(line: string): DetachedCommand | undefined {
  const start = line.search(/\bsetsid /);
  if (start === -1 || !line.endsWith(end)) return undefined;
  const before = line.slice(0, start);
  const command = line.slice(start + 'setsid '.length, -end.length);
  const leave =
    /^for root in \/sys\/fs\/cgroup [^;]*; do echo \$\$ >\$root\/init\.scope\/cgroup\.procs; done 2>\/dev\/null; $/;
  if (before !== '' && !leave.test(before)) return undefined;
  return { command, leavesSession: before !== '' };
}
