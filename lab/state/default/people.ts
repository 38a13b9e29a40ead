import { administrator } from '../administrator.ts';
import type { Random } from '../random.ts';
import { integerOf, textOf } from '../row.ts';
import type { Row } from '../types.ts';

const first = [
  'ada',
  'bela',
  'chloé',
  'dmitri',
  'eva',
  'farid',
  'grace',
  'hugo',
  'ines',
  'jürgen',
  'kaya',
  'lin',
];
const last = ['okafor', "o'neil", 'petrov', 'quist', 'rossi', 'sato', 'tanaka', 'ueda', 'vogel', 'weiss'];

/** 40 accounts of the universes: password and SAML ones, some switched off, some deleted. */
export function users(random: Random, universes: Row[]): Row[] {
  const rows: Row[] = [account(1, administrator.username, universes[0], { superuser: 1, role: 'admin' })];
  for (let uid = 2; uid <= 40; uid++) {
    const name = `${first[(uid * 7) % first.length]}.${last[uid % last.length]}${uid}`;
    const universe = uid % 4 === 0 ? universes[1] : universes[0];
    rows.push(
      account(uid, name, universe, {
        role: uid <= 4 ? 'admin' : random.pick(['member', 'member', 'guest']),
        method: random.chance(0.3) && uid > 4 ? 'saml' : 'password',
        active: uid % 13 === 0 ? 0 : 1,
        deleted: uid % 19 === 0 ? 1 : 0,
        metadata: random.chance(0.2) ? JSON.stringify({ theme: random.pick(['dark', 'light']) }) : null,
      }),
    );
  }
  return rows;
}

function account(uid: number, username: string, universe: Row | undefined, fields: Row): Row {
  return {
    uid,
    username,
    email: `${username.normalize('NFD').replace(/[^a-z0-9.]/g, '')}@${textOf(universe, 'name')}.example`,
    method: 'password',
    universe: integerOf(universe, 'id'),
    superuser: 0,
    active: 1,
    role: 'member',
    metadata: null,
    deleted: 0,
    password: null,
    ...fields,
  };
}

/** Passwords of the accounts that have one. */
export function passwords(random: Random, accounts: Row[]): Record<string, string> {
  const byPassword = accounts.filter((user) => user.method === 'password');
  return Object.fromEntries(
    byPassword.map((user) => {
      const name = textOf(user, 'username');
      return [name, name === administrator.username ? administrator.password : `pw-${random.hex(16)}`];
    }),
  );
}

/** Session tokens that are always good: of the superuser and of one ordinary administrator. */
export function sessionTokens(random: Random, accounts: Row[]): Record<string, string> {
  return Object.fromEntries(accounts.slice(0, 2).map((user) => [textOf(user, 'username'), random.hex(64)]));
}

/** Teams with their members. Two universes have a team of the same name. */
export function teams(
  random: Random,
  universes: Row[],
  accounts: Row[],
): { team: Row[]; team_member: Row[] } {
  const names = ['Crash triage', 'Mobile', 'Platform', 'Büro Süd', 'Mobile'];
  const team = names.map((name, index) => ({
    id: index + 1,
    name,
    universe: integerOf(universes[index === names.length - 1 ? 1 : 0], 'id'),
  }));
  const team_member: Row[] = [];
  for (const { id, universe } of team) {
    const candidates = accounts.filter((user) => user.universe === universe && user.deleted === 0);
    for (const user of random.shuffle(candidates).slice(0, 5))
      team_member.push({ team: id, user: user.uid ?? 0 });
  }
  return { team, team_member };
}

/** Invitations that wait, domains whose owners may sign up by themselves, and kept interface settings. */
export function invitations(random: Random, universes: Row[], accounts: Row[]): Record<string, Row[]> {
  const [home, other] = universes.map((universe) => integerOf(universe, 'id'));
  const invited = ['newcomer', 'contractor'];
  return {
    signup_pending: invited.map((username, index) => ({
      token: random.hex(64),
      universe: index === 0 ? (home ?? 1) : (other ?? 2),
      username,
      email: `${username}@partner.example`,
      method: 'password',
      role: 'member',
    })),
    signup_whitelist: [
      { universe: home ?? 1, domain: 'acme.example', role: 'member', method: 'saml' },
      { universe: home ?? 1, domain: 'partner.example', role: 'guest', method: 'password' },
      { universe: other ?? 2, domain: 'umbrella.example', role: 'member', method: 'password' },
    ],
    resource_override: [
      { universe: home ?? 1, uid: 0, name: 'timezone', value: '"Europe/Berlin"', owner: 1 },
      ...accounts.slice(1, 4).map((user) => ({
        universe: user.universe ?? 1,
        uid: user.uid ?? 0,
        name: 'triage.columns',
        value: JSON.stringify(random.shuffle(['count', 'hostname', 'version', 'timestamp'])),
        owner: user.uid ?? 0,
      })),
    ],
  };
}
