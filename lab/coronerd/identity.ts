import { findRow, integerOf, rowsOf, textOf } from '../state/row.ts';
import type { Row } from '../state/types.ts';
import type { Coronerd } from './coronerd.ts';
import { ApiFailure, codes, invalidToken } from './failure.ts';

/** Who asks: a person with a session, or the bearer of a project's API token. */
export type Identity =
  | { kind: 'user'; user: Row; token: string }
  | { kind: 'api'; project: Row; capabilities: Set<string>; token: string };

/** Whose token it is; throws `invalid token` when it is nobody's. */
export function identify(coronerd: Coronerd, token: string | undefined): Identity {
  if (!token) throw invalidToken();
  const username = coronerd.sessions.usernameOf(token);
  const user = username === undefined ? undefined : findRow(coronerd.state, 'users', 'username', username);
  if (user && user.active !== 0 && user.deleted !== 1) return { kind: 'user', user, token };
  const api = findRow(coronerd.state, 'api_token', 'id', token);
  const legacy = findRow(coronerd.state, 'token', 'id', token);
  const project = findRow(coronerd.state, 'project', 'pid', (api ?? legacy)?.project ?? null);
  if (!project) throw invalidToken();
  const capabilities = api ? textOf(api, 'capabilities') : 'error:post';
  return { kind: 'api', project, capabilities: new Set(capabilities.split(/\s+/)), token };
}

/** The person; throws `invalid token` for an API token. */
export function person(identity: Identity): Row {
  if (identity.kind === 'api') throw invalidToken();
  return identity.user;
}

/** Lets persons pass, and API tokens with the capability (contract §1.2). */
export function requireCapability(identity: Identity, capability: string): void {
  if (identity.kind === 'api' && !identity.capabilities.has(capability)) throw invalidToken();
}

export function isSuperuser(user: Row): boolean {
  return user.superuser === 1;
}

/** Lets administrators pass; throws error code 5 for anyone else. */
export function administrator(identity: Identity): Row {
  const user = identity.kind === 'user' ? identity.user : undefined;
  if (user && (isSuperuser(user) || user.role === 'admin')) return user;
  throw new ApiFailure('permission denied', codes.permission);
}

/** The universes that a person may see: a superuser all, others their own; the own one is first. */
export function visibleUniverses(coronerd: Coronerd, user: Row): Row[] {
  const rows = rowsOf(coronerd.state, 'universe').filter((row) => row.deleted !== 1);
  const own = rows.filter((row) => row.id === user.universe);
  if (!isSuperuser(user)) return own;
  return [...own, ...rows.filter((row) => integerOf(row, 'id') !== user.universe)];
}
