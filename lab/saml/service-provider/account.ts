import { touch } from '../../coronerd/bpg/metadata.ts';
import type { Coronerd } from '../../coronerd/coronerd.ts';
import { integerOf, rowsOf, textOf } from '../../state/row.ts';
import type { Row } from '../../state/types.ts';
import { SsoRefusal } from './refusal.ts';
import type { Vouched } from './service-provider.ts';

/**
 * The account of whom the identity provider vouched for, by e-mail, of whichever method. Where user provisioning is
 * on, one is made for a stranger. Throws an `SsoRefusal` when there is none, or when it is switched off.
 */
export function accountOf(coronerd: Coronerd, { singleSignOn, email }: Vouched): Row {
  const { universeId, provisioning } = singleSignOn;
  const accounts = rowsOf(coronerd.state, 'users').filter((row) => row.universe === universeId);
  const account = accounts.find((row) => {
    return row.deleted !== 1 && textOf(row, 'email').toLowerCase() === email.toLowerCase();
  });
  if (account?.active === 0) throw new SsoRefusal(`the account of ${email} is switched off`);
  if (account) return account;
  if (!provisioning) throw new SsoRefusal(`nobody here has the e-mail ${email}`);
  return provisioned(coronerd, universeId, email);
}

function provisioned(coronerd: Coronerd, universe: number, email: string): Row {
  const users = rowsOf(coronerd.state, 'users');
  const row: Row = {
    uid: users.reduce((highest, user) => Math.max(highest, integerOf(user, 'uid')), 0) + 1,
    username: freeName(users, email.split('@')[0] ?? email),
    email,
    password: null,
    method: 'saml',
    universe,
    superuser: 0,
    active: 1,
    role: 'member',
    metadata: null,
    deleted: 0,
  };
  users.push(row);
  touch(coronerd, row, 'create');
  return row;
}

function freeName(users: Row[], wanted: string): string {
  const taken = new Set(users.map((user) => textOf(user, 'username')));
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}${count}`;
    if (!taken.has(name)) return name;
  }
}
