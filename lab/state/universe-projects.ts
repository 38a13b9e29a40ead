import { textOf } from './row.ts';
import type { Row } from './types.ts';

/** Universe and project names of all projects that are not deleted. */
export function universeProjects(universes: Row[], projects: Row[]): [universe: string, project: string][] {
  return projects
    .filter((project) => project.deleted !== 1)
    .map((project) => {
      const universe = universes.find((row) => row.id === project.universe);
      return [textOf(universe, 'name'), textOf(project, 'name')];
    });
}
