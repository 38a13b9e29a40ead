import type { Context } from 'hono';
import { textOf } from '../../../state/row.ts';
import type { Row, SymbolServer } from '../../../state/types.ts';
import type { Coronerd } from '../../coronerd.ts';
import { type Identity, identify, isSuperuser, person, visibleUniverses } from '../../identity.ts';
import type { LabEnv } from '../../input.ts';
import { scopeOf, universeOf } from '../../scope.ts';
import { badInput, forbidden, notFound, withStatus } from './refusal.ts';

/** Who asks symbold, by the headers of contract §7 or a token in the query; throws 401 for an unknown token. */
export function asker(coronerd: Coronerd, c: Context<LabEnv>): Identity & { kind: 'user' } {
  const location = c.req.header('x-coroner-location');
  if (c.req.header('x-coroner-token') !== undefined && !URL.canParse(location ?? '')) {
    throw badInput('header X-Coroner-Location: the URL of coronerd is needed');
  }
  return withStatus('user', () => {
    const identity = identify(coronerd, c.var.input.token);
    person(identity);
    return identity as Identity & { kind: 'user' };
  });
}

/** The same for who may change symbol servers: administrators. Throws 403. */
export function changer(coronerd: Coronerd, c: Context<LabEnv>): Identity & { kind: 'user' } {
  const identity = asker(coronerd, c);
  if (!isSuperuser(identity.user) && identity.user.role !== 'admin') throw forbidden();
  return identity;
}

/** The same for who may look at the queue: superusers (contract §7). Throws 403. */
export function superuser(coronerd: Coronerd, c: Context<LabEnv>): Identity & { kind: 'user' } {
  const identity = asker(coronerd, c);
  if (!isSuperuser(identity.user)) throw forbidden();
  return identity;
}

/** A universe, or one of its projects. */
export interface Place {
  universe: string;
  project: string | null;
}

/** The universe and project that a path names; throws 404 for what the asker may not see. */
export function placeOf(coronerd: Coronerd, identity: Identity & { kind: 'user' }, place: Place): Place {
  const { universe, project } = place;
  withStatus(project === null ? `universe ${universe}` : `project ${universe}/${project}`, () => {
    if (project === null) universeOf(coronerd, identity.user, universe);
    else scopeOf(coronerd, identity, universe, project);
  });
  return place;
}

/** Symbol servers of the universes that a person may see. */
export function visibleServers(coronerd: Coronerd, user: Row): SymbolServer[] {
  const universes = new Set(visibleUniverses(coronerd, user).map((row) => textOf(row, 'name')));
  return coronerd.state.symbolServers.filter((server) => universes.has(server.universe));
}

/** The symbol server with an id; throws 404. */
export function serverById(coronerd: Coronerd, user: Row, id: string): SymbolServer {
  const found = visibleServers(coronerd, user).find((server) => String(server.id) === id);
  if (!found) throw notFound(`symbol server ${id}`);
  return found;
}
