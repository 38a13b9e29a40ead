import type { ProjectRef, ReadableServer } from '../coronerd/server.ts';
import type { Settings } from '../settings/settings.ts';
import { Unanswered } from '../unanswered.ts';

/** The project that PROBE_PROJECT names on the new server. Throws `Unanswered` unless there is exactly one. */
export async function probeProjectOf(
  settings: Pick<Settings, 'probeProject'>,
  server: Pick<ReadableServer, 'projects' | 'url'>,
): Promise<ProjectRef> {
  const { universe, name } = settings.probeProject ?? { name: '' };
  const projects = (await server.projects()).filter((project) => !project.deleted && project.name === name);
  const [project, another] = universe ? projects.filter((each) => each.universe === universe) : projects;
  if (!project || another) {
    const found = project
      ? 'in several universes: write UNIVERSE/PROJECT'
      : 'on the server: create it, or name another one';
    throw new Unanswered(
      `PROBE_PROJECT "${universe ? `${universe}/` : ''}${name}" is ${project ? '' : 'not '}${found}`,
      {
        asked: 'POST /api/bpg (get project)',
        where: server.url.origin,
        next: 'correct PROBE_PROJECT',
      },
    );
  }
  return project;
}
