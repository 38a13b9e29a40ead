import { once } from 'node:events';
import { answer, type Call, quotef, type Result, refuse } from './tool.ts';

/** `sh -c 'COMMAND; COMMAND…' [NAME]`: simple commands, one after the other whatever comes of each. */
export async function sh({ args, run, signal }: Call): Promise<Result> {
  const [flag, script] = args;
  if (flag !== '-c' || script === undefined) return refuse('lab host: sh is simulated only with -c', 2);
  let last = answer('');
  const said = { stdout: '', stderr: '' };
  for (const command of inList(script)) {
    if (signal.aborted) return { ...said, status: 143 };
    last = await run(command);
    said.stdout += last.stdout;
    said.stderr += last.stderr;
  }
  return { ...said, status: last.status };
}

/** The commands of a list: apart where a semicolon stands outside of quotes. */
function inList(script: string): string[] {
  const parts = script.match(/(?:'[^']*'|"[^"]*"|\\.|[^;'"\\])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** `sleep SECONDS`; ends early where it is killed. */
export async function sleep({ args, signal }: Call): Promise<Result> {
  const seconds = Number(args[0]);
  if (args.length !== 1 || !(seconds >= 0)) return refuse(`sleep: invalid time interval ‘${args[0]}’`);
  if (signal.aborted) return answer('', 143);
  const over = new AbortController();
  const waiting = setTimeout(() => over.abort(), seconds * 1000);
  await once(AbortSignal.any([over.signal, signal]), 'abort');
  clearTimeout(waiting);
  return answer('', signal.aborted ? 143 : 0);
}

/** `timeout SECONDS COMMAND…`; what takes longer goes on, with nobody to wait for it. */
export async function timeout({ args, run }: Call): Promise<Result> {
  const [seconds, ...command] = args;
  if (!/^\d+$/.test(seconds ?? '') || command.length === 0)
    return refuse('lab host: timeout is simulated only with SECONDS COMMAND', 125);
  let waiting: NodeJS.Timeout | undefined;
  const late = new Promise<Result>((resolve) => {
    waiting = setTimeout(() => resolve(answer('', 124)), Number(seconds) * 1000);
  });
  return Promise.race([run(command.map(quotef).join(' ')), late]).finally(() => clearTimeout(waiting));
}

/** `kill -s TERM -- -PID…`: ends process groups that were begun by setsid. */
export function kill({ args, machine, login }: Call): Result {
  const [flag, name, dashes, ...groups] = args;
  if (flag !== '-s' || name !== 'TERM' || dashes !== '--')
    return refuse('lab host: kill is simulated only with -s TERM -- -PID…', 2);
  for (const group of groups) {
    const process = machine.detached.get(-Number(group));
    if (process === undefined) return refuse('sh: 1: kill: No such process');
    if (login.uid !== 0 && process.user !== login.user) return refuse('sh: 1: kill: Operation not permitted');
    process.end();
  }
  return answer('');
}
