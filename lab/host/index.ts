import type { ServerState } from '../state/types.ts';
import { createMachine } from './machine/machine.ts';
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

export type RunningHost = RunningSshd;

/** Starts the simulated Debian 12 machine of a server behind an SSH server on 127.0.0.1; it runs no real command. */
export function startHost(options: HostOptions): Promise<RunningHost> {
  const machine = createMachine({
    state: options.state,
    port: options.port,
    units: options.units,
    user: options.account.user,
    startedAt: options.startedAt ?? Date.now(),
  });
  return startSshd(options.account, (command, script, signal) => exec(machine, command, script, signal));
}
