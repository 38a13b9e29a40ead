import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Coronerd } from '../coronerd.ts';
import { ApiFailure } from '../failure.ts';
import { identify, person } from '../identity.ts';
import type { LabEnv } from '../input.ts';
import { scopeOf } from '../scope.ts';
import { workflowsOf } from '../workflows/objects.ts';

/** Lists come in pages of so many. */
const pageSize = 3;

const kinds = { '/alerts/targets': 'targets', '/alerts/alerts': 'thresholdAlerts' } as const;
type Kind = (typeof kinds)[keyof typeof kinds];

const named = z.looseObject({ name: z.string().min(1) });

/** The alerts service (contract §10): targets, and alerts on thresholds. */
export function alertEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  const app = new Hono<LabEnv>();
  for (const path of ['/alerts/targets', '/alerts/alerts'] as const) {
    const kind = kinds[path];
    app.get(path, (c) => {
      const all = live(coronerd, kind, c);
      const from = Number(
        Buffer.from(c.var.input.parameters.get('page_token') ?? '', 'base64url').toString() || 0,
      );
      const values = all.slice(from, from + pageSize).map(({ universe: _, project: __, ...rest }) => rest);
      const next = from + pageSize;
      const next_page_token = next < all.length ? Buffer.from(String(next)).toString('base64url') : undefined;
      return c.json({ values, ...(next_page_token ? { next_page_token } : {}) });
    });
    app.post(path, (c) => {
      const place = placeOf(coronerd, c);
      const parsed = named.safeParse(c.var.input.json());
      if (!parsed.success) throw new ApiFailure('name is missing', 1, 400);
      const list = workflowsOf(coronerd.state)[kind] as { id: number }[];
      const id = Math.max(0, ...list.map((each) => each.id)) + 1;
      list.push({ ...parsed.data, ...place, id });
      return c.json({ id });
    });
    app.get(`${path}/:id`, (c) => c.json(one(coronerd, kind, c)));
    app.put(`${path}/:id`, (c) =>
      c.json(Object.assign(one(coronerd, kind, c), named.parse(c.var.input.json()))),
    );
    app.delete(`${path}/:id`, (c) => {
      const list = workflowsOf(coronerd.state)[kind] as { id: number }[];
      const doomed = list.findIndex(({ id }) => id === one(coronerd, kind, c).id);
      list.splice(doomed, 1);
      return c.json({});
    });
  }
  app.onError((error, c) =>
    c.json(
      { error: { message: error.message } },
      error instanceof ApiFailure && error.status !== 200 ? error.status : 400,
    ),
  );
  return app;
}

function placeOf(coronerd: Coronerd, c: Context<LabEnv>): { universe: string; project: string } {
  const identity = identify(coronerd, c.var.input.token);
  person(identity);
  const { parameters } = c.var.input;
  if (!coronerd.state.services.some(({ name }) => name === 'alerts'))
    throw new ApiFailure('not installed', 1, 404);
  const { universeName, projectName } = scopeOf(
    coronerd,
    identity,
    parameters.get('universe'),
    parameters.get('project'),
  );
  return { universe: universeName, project: projectName };
}

function live(coronerd: Coronerd, kind: Kind, c: Context<LabEnv>) {
  const { universe, project } = placeOf(coronerd, c);
  const all: readonly { id: number; universe: string; project: string }[] = workflowsOf(coronerd.state)[kind];
  return all.filter((each) => each.universe === universe && each.project === project);
}

function one(coronerd: Coronerd, kind: Kind, c: Context<LabEnv>): { id: number } {
  const found = live(coronerd, kind, c).find(({ id }) => String(id) === c.req.param('id'));
  if (!found) throw new ApiFailure('there is none with this id', 1, 404);
  return found;
}
