import type { ServerState } from '../state/types.ts';
import { createMachine } from './machine/machine.ts';
import { endScheduled } from './machine/scheduled.ts';
import { liveUnit } from './machine/unit.ts';
import { exec } from './shell/exec.ts';
import { type RunningSshd, startSshd } from './sshd.ts';

export interface HostOptions {
  /** Live: read at every command. */
  state: () => ServerState;
  /** Real port of a listener. */
  port: (listenerId: number) => number;
  /** Called when systemctl stops or starts a unit; resolves when the real listeners are gone or are back. */
  units: { stop(unit: string): Promise<void>; start(unit: string): Promise<void> };
  /** Who may log in, with an OpenSSH public key line. */
  account: { user: string; publicKey: string };
  /** ms at which the lab started, from which the state counts back; default now. */
  startedAt?: number;
}

export interface RunningHost extends RunningSshd {
  /** Keys of the units that are active now. */
  activeUnits(): string[];
  /** What the machine will do by itself later: names of its transient timers, command lines of detached processes. */
  scheduled(): string[];
  /** Resolves when systemctl has stopped a unit the next time, before it says so. */
  stopped(unit: string): Promise<void>;
}

/** Starts the simulated Debian 12 machine of a server behind an SSH server on 127.0.0.1; it runs no real command. */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const machine = createMachine({
    state: options.state,
    port: options.port,
    units: options.units,
    user: options.account.user,
    startedAt: options.startedAt ?? Date.now(),
  });
  const sshd = await startSshd(options.account, (command, script, signal) =>
    exec(machine, command, script, signal),
  );
  const activeUnits = () => {
    const { host } = options.state();
    return Object.keys(host.units).filter(
      (key) => liveUnit(machine, host, key, Date.now())?.active === 'active',
    );
  };
  return {
    ...sshd,
    activeUnits,
    scheduled: () => [...machine.timers.keys(), ...[...machine.detached.values()].map(({ args }) => args)],
    stopped: (unit) => new Promise((resolve) => machine.onStopped.set(unit, resolve)),
    close: async () => {
      endScheduled(machine);
      await sshd.close();
    },
  };
}
