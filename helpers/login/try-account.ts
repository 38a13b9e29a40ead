import { randomBytes } from 'node:crypto';
import type { LoginDocument } from '../coronerd/documents.ts';
import { ServerRefused } from '../coronerd/refused.ts';
import type { ReadableServer } from '../coronerd/server.ts';
import type { Account } from './account-file.ts';

type LoginServer = Pick<ReadableServer, 'loginWith'>;

/** How a login ended: as somebody with a role, as far as the server tells, or refused in its words. */
export type LoginResult = { username?: string; role?: string } | { refused: string };

/** Logs in once with this password. The session is logged out when the connection closes. Throws `Unanswered`. */
export async function tryLogin(
  server: LoginServer,
  username: string,
  password: string,
): Promise<LoginResult> {
  try {
    return whoIs(await server.loginWith({ username, password }));
  } catch (error) {
    if (error instanceof ServerRefused) return { refused: error.said };
    throw error;
  }
}

/** A password that nobody has. */
export function wrongPassword(): string {
  return `wrong-${randomBytes(12).toString('hex')}`;
}

/**
 * The account with which one wrong password is tried: not the only superuser's, if there is another one, since a server
 * may count failed logins; none where no account has a password.
 */
export function accountForWrongPassword(
  accounts: readonly Account[],
  isSuperuser: (username: string) => boolean,
): Account | undefined {
  const able = accounts.filter(({ password, sso }) => password !== undefined && !sso);
  return able.find(({ username }) => !isSuperuser(username)) ?? able[0];
}

function whoIs({ username, user, role }: LoginDocument): LoginResult {
  const own = typeof user?.role === 'string' ? user.role : undefined;
  const [name, its] = [user?.username ?? username, own ?? role];
  return { ...(name ? { username: name } : {}), ...(its ? { role: its } : {}) };
}
