import { type Login, loginOf } from '../machine/accounts.ts';
import type { Machine } from '../machine/machine.ts';
import { startDetached } from '../machine/scheduled.ts';
import { look, type View } from '../machine/view.ts';
import { tools } from '../tools/index.ts';
import { answer, type Call, type Result, refuse, type Tool } from '../tools/tool.ts';
import { type DetachedCommand, readDetached } from './detached.ts';
import { expand } from './glob.ts';
import { UnsupportedSyntax, words } from './words.ts';

const PASSWORD_REQUIRED = 'sudo: a password is required';

/** Whether `sudo -n` gives root here, and its refusal if not. */
export function sudoRefusal(view: View, login: Login): Result | undefined {
  if (view.host.missingTools.includes('sudo')) return refuse('sh: 1: sudo: not found', 127);
  return login.uid === 0 || view.host.privilege === 'sudo' ? undefined : refuse(PASSWORD_REQUIRED);
}

/** The login that runs a command: root where asked for, else the account. */
export function runsAs(machine: Machine, root: boolean): Login {
  return root ? { user: 'root', uid: 0 } : loginOf(machine.state().host, machine.user);
}

/** Runs one simple command as a shell would; what the simulation does not understand it says on stderr. */
export async function run(machine: Machine, line: string, as: Login, signal: AbortSignal): Promise<Result> {
  const view = look(machine);
  const detached = readDetached(line);
  if (detached) return detach(machine, view, detached, as);
  try {
    const expanded = words(line).flatMap((word) => expand(word, view.files));
    while (/^[A-Z_][A-Z0-9_]*=/.test(expanded[0] ?? '')) expanded.shift();
    const [name, ...args] = expanded;
    if (name === 'sudo') return await sudo(machine, view, args, as, signal);
    if (name === undefined) return { stdout: '', stderr: '', status: 0 };
    const tool = toolOf(view, name);
    if (tool === undefined) return refuse(`sh: 1: ${name}: not found`, 127);
    return await tool(callOf(machine, view, args, as, signal));
  } catch (error) {
    if (!(error instanceof UnsupportedSyntax)) throw error;
    return refuse(`lab host: only simple commands are simulated, not: ${error.message}`, 2);
  }
}

async function sudo(
  machine: Machine,
  view: View,
  words: string[],
  login: Login,
  signal: AbortSignal,
): Promise<Result> {
  const refusal = sudoRefusal(view, login);
  if (refusal) return refusal;
  const [flag, name, ...args] = words;
  if (flag !== '-n' || name === undefined) return refuse('lab host: sudo is simulated only with -n COMMAND');
  const tool = toolOf(view, name);
  if (tool === undefined) return refuse(`sudo: ${name}: command not found`);
  return tool(callOf(machine, view, args, { user: 'root', uid: 0 }, signal));
}

function callOf(machine: Machine, view: View, args: string[], login: Login, signal: AbortSignal): Call {
  return { args, view, machine, login, signal, run: (line, own = signal) => run(machine, line, login, own) };
}

/** Begins a command in a session of its own; says its id, and the control group that it has from the shell. */
function detach(
  machine: Machine,
  view: View,
  { command, leavesSession }: DetachedCommand,
  login: Login,
): Result {
  const missing = view.host.missingTools.includes('setsid');
  const args = words(command)
    .map(({ text }) => text)
    .join(' ');
  const pid = missing
    ? machine.pids.of(`setsid ${args}`, String(view.at))
    : startDetached(machine, { args, user: login.user }, (signal) => run(machine, command, login, signal));
  const group =
    leavesSession && login.uid === 0 ? '/init.scope' : '/user.slice/user-1000.slice/session-7.scope';
  return answer(`${pid}\n0::${group}\n`);
}

function toolOf(view: View, name: string): Tool | undefined {
  const short = name.replace(/^\/(?:usr\/)?s?bin\//, '');
  const missing = view.host.missingTools.includes(short) || view.host.missingTools.includes(name);
  const noServer = short === '/opt/backtrace/sbin/coronerd' && view.host.coronerdVersion === null;
  return missing || noServer || !Object.hasOwn(tools, short) ? undefined : tools[short];
}
