import { Unanswered } from '../unanswered.ts';
import type { Ask } from './ask.ts';
import type { BpgRow } from './bpg.ts';
import type { LoginDocument } from './documents.ts';
import { ServerRefused } from './refused.ts';
import type { ProjectRef } from './types.ts';

export interface UniverseRef {
  name: string;
  /** Server-local number; null where only the login document told of the universe. */
  id: number | null;
  deleted: boolean;
}

interface Places {
  universes: UniverseRef[];
  projects: ProjectRef[];
}

/**
 * Universes and projects, deleted ones too, of `settings.universe` or of all that the login may see. They come from
 * the configuration database; where the login may not read that, from the login document.
 */
export function readingPlaces(ask: Ask, rows: (types: string[]) => Promise<Record<string, BpgRow[]>>) {
  const places = async (): Promise<Places> => {
    const all = await rows(['universe', 'project']).then(fromRows, async (error: unknown) => {
      if (error instanceof ServerRefused) return fromLogin(await ask.login());
      throw error;
    });
    return within(ask, all);
  };

  return {
    async universes(): Promise<UniverseRef[]> {
      return (await places()).universes;
    },
    async projects(): Promise<ProjectRef[]> {
      return (await places()).projects;
    },
  };
}

function fromRows({ universe = [], project = [] }: Record<string, BpgRow[]>): Places {
  const universes = universe.map((row) => ({
    name: String(row.name),
    id: Number(row.id),
    deleted: isSet(row.deleted),
  }));
  const names = new Map(universes.map(({ id, name }) => [id, name]));
  const projects = project.map((row) => ({
    universe: names.get(Number(row.universe)) ?? `#${row.universe}`,
    name: String(row.name),
    pid: Number(row.pid),
    deleted: isSet(row.deleted),
  }));
  return { universes, projects };
}

function fromLogin(document: LoginDocument): Places {
  const entries = Object.entries(document.universes);
  return {
    universes: entries.map(([name]) => ({ name, id: null, deleted: false })),
    projects: entries.flatMap(([universe, { projects_ext, projects = [] }]) =>
      (projects_ext ?? projects.map((name) => ({ name, pid: undefined, deleted: undefined }))).map(
        ({ name, pid, deleted }) => ({ universe, name, pid: pid ?? null, deleted: deleted ?? false }),
      ),
    ),
  };
}

function within(ask: Ask, { universes, projects }: Places): Places {
  const { universe: only, side, url } = ask.settings;
  if (only === undefined) return { universes, projects };
  const wanted = universes.filter(({ name }) => name === only);
  if (wanted.length > 0)
    return { universes: wanted, projects: projects.filter(({ universe }) => universe === only) };
  const setting = `${side.toUpperCase()}_UNIVERSE`;
  const names = universes.map(({ name }) => JSON.stringify(name)).join(', ') || 'none';
  throw new Unanswered(
    `${url.origin} has no universe ${JSON.stringify(only)} for this login; it has ${names}`,
    {
      asked: 'the universes',
      where: url.origin,
      next: `Correct ${setting}, or leave it out.`,
    },
  );
}

function isSet(value: unknown): boolean {
  return value === true || Number(value) === 1;
}
