import type { Machine } from './machine.ts';

/** A transient timer of systemd (`systemd-run --on-active`), with the service that it starts. */
export interface TransientTimer {
  /** Without its suffix. */
  name: string;
  /** Runs what its service runs, and waits for its end. */
  run(): Promise<void>;
  cancel(): void;
}

/** A process of a session of its own, which outlives the SSH session that began it. */
export interface DetachedProcess {
  pid: number;
  args: string;
  user: string;
  /** ms of true time. */
  startedAt: number;
  end(): void;
}

/** Makes a timer that elapses after so many seconds, even if nobody is logged in any more; then it is gone. */
export function startTimer(machine: Machine, name: string, seconds: number, run: () => Promise<void>): void {
  const elapse = () => {
    machine.timers.delete(name);
    void run();
  };
  const waiting = setTimeout(elapse, seconds * 1000);
  machine.timers.set(name, { name, run, cancel: () => clearTimeout(waiting) });
}

/** Runs something as a process that nobody waits for, and gives its id. */
export function startDetached(
  machine: Machine,
  what: { args: string; user: string },
  run: (signal: AbortSignal) => Promise<unknown>,
): number {
  const ended = new AbortController();
  const startedAt = Date.now();
  const pid = machine.pids.of(`detached ${machine.detached.size} ${what.args}`, String(startedAt));
  const gone = () => void machine.detached.delete(pid);
  const end = () => {
    ended.abort();
    gone();
  };
  machine.detached.set(pid, { ...what, pid, startedAt, end });
  void run(ended.signal).then(gone, gone);
  return pid;
}

/** Ends whatever waits to be done later. */
export function endScheduled(machine: Machine): void {
  for (const timer of machine.timers.values()) timer.cancel();
  machine.timers.clear();
  for (const process of machine.detached.values()) process.end();
}
