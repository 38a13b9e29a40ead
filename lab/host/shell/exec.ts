import { loginOf } from '../machine/accounts.ts';
import type { Machine } from '../machine/machine.ts';
import { look } from '../machine/view.ts';
import { type Reply, runBatch } from './frames.ts';
import { run, sudoRefusal } from './run.ts';

/** Answers the command of one SSH channel; `script` reads its whole standard input, where a shell wants it. */
export async function exec(
  machine: Machine,
  command: string,
  script: () => Promise<string>,
  signal: AbortSignal,
): Promise<Reply> {
  const login = loginOf(machine.state().host, machine.user);
  const shell = /^\s*(sudo -n )?(?:\/bin\/)?sh -s\s*$/.exec(command);
  if (shell === null) return reply(await run(machine, command, login, signal));
  const sudo = shell[1];
  const refusal = sudo === undefined ? undefined : sudoRefusal(look(machine), login);
  if (refusal) return reply(refusal);
  return runBatch(machine, await script(), sudo !== undefined || login.uid === 0, signal);
}

function reply(result: { stdout: string; stderr: string; status: number }): Reply {
  return { ...result, stdout: Buffer.from(result.stdout) };
}
