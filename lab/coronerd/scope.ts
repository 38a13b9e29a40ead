import { integerOf, rowsOf, textOf } from '../state/row.ts';
import type { Row } from '../state/types.ts';
import type { Coronerd } from './coronerd.ts';
import { noSuchProject, noSuchUniverse } from './failure.ts';
import { type Identity, identify, person, visibleUniverses } from './identity.ts';
import type { Input } from './input.ts';

/** The project that a request is about. */
export interface Scope {
  universe: Row;
  project: Row;
  pid: number;
  universeName: string;
  projectName: string;
}

/**
 * The project named by a request. An API token stands for its own project, which it may name or not.
 * Throws `no such universe`, `no such project`, also for what the asker may not see.
 */
export function scopeOf(
  coronerd: Coronerd,
  identity: Identity,
  universe?: string | null,
  project?: string | null,
): Scope {
  if (identity.kind === 'api') return ownScope(coronerd, identity.project, universe, project);
  const universes = visibleUniverses(coronerd, identity.user);
  const found = universe ? universes.find((row) => row.name === universe) : universes[0];
  if (!found) throw noSuchUniverse(universe ?? '');
  const candidates = liveProjects(coronerd, found);
  const row = candidates.find((each) => each.name === project);
  if (!row) throw noSuchProject(project ?? '');
  return scope(found, row);
}

/** The project that a person's request names in its query. Throws `invalid token`, also for API tokens. */
export function personsScope(coronerd: Coronerd, { token, parameters }: Input): Scope {
  const identity = identify(coronerd, token);
  person(identity);
  return scopeOf(coronerd, identity, parameters.get('universe'), parameters.get('project'));
}

function ownScope(coronerd: Coronerd, own: Row, universe?: string | null, project?: string | null): Scope {
  const home = rowsOf(coronerd.state, 'universe').find((row) => row.id === own.universe);
  if (!home || (universe && home.name !== universe)) throw noSuchUniverse(universe ?? '');
  if (own.deleted === 1 || (project && own.name !== project)) throw noSuchProject(project ?? '');
  return scope(home, own);
}

function scope(universe: Row, project: Row): Scope {
  const pid = integerOf(project, 'pid');
  return {
    universe,
    project,
    pid,
    universeName: textOf(universe, 'name'),
    projectName: textOf(project, 'name'),
  };
}

/** A universe that the person may see; without a name the own one. Throws `no such universe`. */
export function universeOf(coronerd: Coronerd, user: Row, name?: string | null): Row {
  const universes = visibleUniverses(coronerd, user);
  const found = name ? universes.find((row) => row.name === name) : universes[0];
  if (!found) throw noSuchUniverse(name ?? '');
  return found;
}

/** Projects of a universe that are not deleted. */
export function liveProjects(coronerd: Coronerd, universe: Row): Row[] {
  return rowsOf(coronerd.state, 'project').filter((row) => row.universe === universe.id && row.deleted !== 1);
}
