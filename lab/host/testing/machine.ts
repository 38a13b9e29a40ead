import type { HostState } from '../../state/types.ts';
import { createMachine, type Machine } from '../machine/machine.ts';
import { exec } from '../shell/exec.ts';
import { portOf, serverState } from './state.ts';

export interface Answered {
  stdout: string;
  stderr: string;
  status: number;
}

/** A machine without its SSH server, and a way to ask it. `calls` are the stops and starts that reached the lab. */
export function testMachine(
  change: (host: HostState) => void = () => {},
  startedAt = Date.now(),
  user = 'operator',
): {
  machine: Machine;
  state: ReturnType<typeof serverState>;
  calls: string[];
  ask: (command: string, script?: string, signal?: AbortSignal) => Promise<Answered>;
} {
  const state = serverState(change);
  const calls: string[] = [];
  const machine = createMachine({
    state: () => state,
    port: portOf,
    units: {
      stop: async (unit) => void calls.push(`stop ${unit}`),
      start: async (unit) => void calls.push(`start ${unit}`),
    },
    user,
    startedAt,
  });
  return {
    machine,
    state,
    calls,
    ask: async (command, script = '', signal = new AbortController().signal) => {
      const reply = await exec(machine, command, async () => script, signal);
      return { ...reply, stdout: reply.stdout.toString() };
    },
  };
}
