import type { Coronerd } from '../coronerd/coronerd.ts';
import { ApiFailure } from '../coronerd/failure.ts';
import { identify, isSuperuser, person, visibleUniverses } from '../coronerd/identity.ts';
import type { Input } from '../coronerd/input.ts';
import { liveProjects } from '../coronerd/scope.ts';
import type { ConsoleGeneration } from '../state/console-generations.ts';
import { integerOf, rowsOf, textOf } from '../state/row.ts';
import type { Row } from '../state/types.ts';

/** Who looks at a page, in which universe, and what they may see there. */
export interface Viewer {
  coronerd: Coronerd;
  user: Row;
  token: string;
  universe: Row;
  universes: Row[];
  projects: Row[];
  generation: ConsoleGeneration;
  /** What the entries of the settings' menus are. */
  menuEntries: 'links' | 'buttons';
  isAdministrator: boolean;
  isSuperuser: boolean;
  /** What the address asks of the page, by its parameter `q`. */
  sought: string | undefined;
}

/** A viewer at a project. */
export interface ProjectViewer extends Viewer {
  project: Row;
  pid: number;
}

/** Whose session it is; undefined when nobody is logged in. The universe is the one that the address names, or their own. */
export function viewerOf(coronerd: Coronerd, { token, parameters }: Input): Viewer | undefined {
  const user = userOf(coronerd, token);
  if (!user || token === undefined) return undefined;
  const universes = visibleUniverses(coronerd, user);
  const universe = universes.find((row) => row.name === parameters.get('universe')) ?? universes[0];
  if (!universe) return undefined;
  return {
    coronerd,
    user,
    token,
    universe,
    universes,
    projects: liveProjects(coronerd, universe),
    generation: coronerd.state.console?.generation ?? 'G3',
    menuEntries: coronerd.state.console?.menuEntries ?? 'links',
    isAdministrator: isSuperuser(user) || user.role === 'admin',
    isSuperuser: isSuperuser(user),
    sought: parameters.get('q') ?? undefined,
  };
}

function userOf(coronerd: Coronerd, token: string | undefined): Row | undefined {
  try {
    return person(identify(coronerd, token));
  } catch (failure) {
    if (failure instanceof ApiFailure) return undefined;
    throw failure;
  }
}

/** The viewer at a project of their universe; undefined when there is no such project. */
export function atProject(viewer: Viewer, name: string): ProjectViewer | undefined {
  const project = viewer.projects.find((row) => row.name === name);
  return project && { ...viewer, project, pid: integerOf(project, 'pid') };
}

/** Rows of a configuration type that belong to the project. */
export function projectRows({ coronerd, pid }: ProjectViewer, type: string): Row[] {
  return rowsOf(coronerd.state, type).filter((row) => row.project === pid);
}

/** Rows of a configuration type that belong to the universe. */
export function universeRows({ coronerd, universe }: Viewer, type: string): Row[] {
  return rowsOf(coronerd.state, type).filter((row) => row.universe === universe.id);
}

/** An address of the console, which names the universe where it is not the viewer's own. */
export function address(viewer: Viewer, path: string, query: Record<string, string> = {}): string {
  const home = viewer.universes[0];
  const parameters = new URLSearchParams(query);
  if (viewer.universe !== home) parameters.set('universe', textOf(viewer.universe, 'name'));
  return parameters.size > 0 ? `${path}?${parameters}` : path;
}

/** An address below a project. */
export function projectAddress(viewer: ProjectViewer, path: string, query?: Record<string, string>): string {
  return address(viewer, `/p/${encodeURIComponent(textOf(viewer.project, 'name'))}/${path}`, query);
}

/** Name of the account with a number, as pages show it. */
export function usernameOf({ coronerd }: Viewer, uid: Row[string] | undefined): string {
  return textOf(
    rowsOf(coronerd.state, 'users').find((row) => row.uid === uid),
    'username',
  );
}
