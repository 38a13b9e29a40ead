import { uidOf } from '../machine/accounts.ts';
import { getopt } from './getopt.ts';
import { answer, type Call, quote, type Result, refuse } from './tool.ts';

/** `id`: the user that runs it, or a named one; `-u`, `-g`, `-n`. */
export function id({ args, view, login }: Call): Result {
  const options = getopt(args, {
    u: 'flag',
    g: 'flag',
    n: 'flag',
    user: 'flag',
    group: 'flag',
    name: 'flag',
  });
  if (options.problem) return refuse(`id: ${options.problem}\nTry 'id --help' for more information.`);
  const user = options.operands[0] ?? login.user;
  if (options.operands[0] !== undefined && !exists(user, view.user, view.host.files)) {
    return refuse(`id: ${quote(user)}: no such user`);
  }
  const uid = user === login.user ? login.uid : uidOf(user, view.user);
  if (options.has('u', 'g', 'user', 'group')) return answer(`${options.has('n', 'name') ? user : uid}\n`);
  const sudo = view.host.privilege === 'sudo' && user === view.user ? ',27(sudo)' : '';
  return answer(`uid=${uid}(${user}) gid=${uid}(${user}) groups=${uid}(${user})${sudo}\n`);
}

function exists(user: string, login: string, files: Record<string, { owner: string }>): boolean {
  return user === 'root' || user === login || Object.values(files).some((file) => file.owner === user);
}
