import type { HostState } from '../../state/types.ts';

const KNOWN: Record<string, number> = {
  root: 0,
  daemon: 1,
  bin: 2,
  adm: 4,
  'www-data': 33,
  nobody: 65_534,
  nogroup: 65_534,
  messagebus: 100,
  coronerd: 997,
};

/** Who runs a command. */
export interface Login {
  user: string;
  uid: number;
}

/** The account that logs in, before any sudo; never root unless the state says so, whatever its name. */
export function loginOf(host: HostState, user: string): Login {
  if (host.privilege === 'root') return { user: 'root', uid: 0 };
  return { user: user === 'root' ? 'operator' : user, uid: 1000 };
}

/** Number of a user or of the group of the same name: the known ones, 1000 for the account that logs in. */
export function uidOf(name: string, login: string): number {
  const known = KNOWN[name];
  if (known !== undefined) return known;
  if (name === login) return 1000;
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 800;
  return 110 + sum;
}
