import { administrator } from './state/administrator.ts';
import { rowsOf, textOf } from './state/row.ts';
import type { Row, ServerState } from './state/types.ts';

/**
 * Accounts of a server that an operator would have tried, in the form of LOGIN_ACCOUNTS_FILE: the superuser, one of each
 * role with a password, and one that logs in by SSO only.
 */
export function loginAccounts(state: ServerState): object[] {
  // By name, since both servers of a pair have them in another order.
  const usable = rowsOf(state, 'users')
    .filter((row) => row.active === 1 && row.deleted !== 1)
    .sort((one, other) => (textOf(one, 'username') < textOf(other, 'username') ? -1 : 1));
  const byPassword = usable.filter((row) => state.passwords[textOf(row, 'username')] !== undefined);
  const others = byPassword.filter((row) => row.username !== administrator.username);
  const ofRole = (role: string) => others.filter((row) => row.role === role).slice(0, 1);
  const passwordOf = (row: Row) => {
    const username = textOf(row, 'username');
    return { username, password: state.passwords[username], role: row.role };
  };
  const superuser = byPassword.filter((row) => row.username === administrator.username);
  const tried = [...superuser, ...['admin', 'member', 'guest'].flatMap(ofRole)];
  const sso = usable.filter((row) => row.method === 'saml').slice(0, 1);
  return [...tried.map(passwordOf), ...sso.map((row) => ({ username: textOf(row, 'username'), sso: true }))];
}
