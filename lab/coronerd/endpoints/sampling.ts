import { Hono } from 'hono';
import { z } from 'zod';
import { integerOf, rowsOf, textOf } from '../../state/row.ts';
import type { Row } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter } from '../failure.ts';
import { identify, person, visibleUniverses } from '../identity.ts';
import type { LabEnv } from '../input.ts';
import { projectSampling } from '../sampling-status.ts';
import { liveProjects } from '../scope.ts';

const request = z.looseObject({
  action: z.enum(['status', 'reset']),
  universe: z.string().optional(),
  project: z.string().optional(),
  fingerprints: z.array(z.string()).optional(),
});

/** `POST /api/sampling`: what sampling counted, and starting that over (contract §5.5). */
export function samplingEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().post('/sampling', (c) => {
    const user = person(identify(coronerd, c.var.input.token));
    const parsed = request.safeParse(c.var.input.json());
    if (!parsed.success) throw invalidParameter('action', "'status' or 'reset'");
    const { action, universe, project, fingerprints } = parsed.data;
    const chosen = visibleUniverses(coronerd, user)
      .filter((row) => universe === undefined || row.name === universe)
      .map((row) => ({
        name: textOf(row, 'name'),
        projects: liveProjects(coronerd, row).filter(
          (each) => project === undefined || each.name === project,
        ),
      }));
    if (action === 'reset') {
      for (const row of chosen.flatMap((each) => each.projects)) reset(coronerd, row, fingerprints ?? ['*']);
      return c.json({ status: 'ok' });
    }
    return c.json({
      universes: chosen.map(({ name, projects }) => {
        return {
          name,
          projects: projects.map((row) => projectSampling(coronerd, row, samplingRow(coronerd, row))),
        };
      }),
    });
  });
}

function samplingRow(coronerd: Coronerd, project: Row): Row | undefined {
  return rowsOf(coronerd.state, 'project_sampling').find((row) => row.project === project.pid);
}

function reset(coronerd: Coronerd, project: Row, fingerprints: string[]): void {
  for (const fingerprint of fingerprints) {
    coronerd.samplingResets.set(`${integerOf(project, 'pid')} ${fingerprint}`, coronerd.now());
  }
}
