import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import type { WorkflowsState } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { ApiFailure } from '../failure.ts';
import { identify, person } from '../identity.ts';
import type { LabEnv } from '../input.ts';
import { applyMerges } from '../query/merge.ts';
import { scopeOf, universeOf } from '../scope.ts';
import { workflowsOf } from '../workflows/objects.ts';

const kinds = ['connections', 'integrations', 'alerts'] as const;
type Kind = (typeof kinds)[number];

const options = z.record(z.string(), z.unknown()).default({});
const state = z.enum(['enabled', 'disabled', 'stopped']).default('enabled');
const shapes = {
  connections: z.looseObject({ name: z.string().min(1), pluginId: z.string(), options }),
  integrations: z.looseObject({
    watcherName: z.string().min(1),
    pluginId: z.string(),
    state,
    options,
    connectionId: z.number().nullish(),
  }),
  alerts: z.looseObject({
    name: z.string().min(1),
    state,
    condition: z.looseObject({
      name: z.enum(['group', 'trace', 'usersPerFingerprint', 'errorsPerFingerprint']),
    }),
    frequency: z.number(),
    filters: z.array(z.unknown()).default([]),
    integrations: z.array(z.number()),
  }),
};
const merges = z.object({
  actions: z.object({
    fingerprint: z.array(z.looseObject({ type: z.literal('merge'), arguments: z.array(z.string()) })),
  }),
});

/** The workflows service (contract §9): connections, integrations and alerts, and merging of groups. */
export function workflowEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  const app = new Hono<LabEnv>();
  app.use('/workflows/*', async (_c, next) => {
    if (!coronerd.state.services.some(({ name }) => name === 'workflows')) throw failed('not installed', 404);
    await next();
  });
  app.post('/workflows/issue/merge', (c) => {
    const parsed = merges.safeParse(c.var.input.json());
    if (!parsed.success) throw failed('actions are not understood', 400);
    const { parameters, token } = c.var.input;
    const names = [parameters.get('universe'), parameters.get('project')] as const;
    applyMerges(
      coronerd,
      scopeOf(coronerd, identify(coronerd, token), ...names).pid,
      parsed.data.actions.fingerprint,
    );
    return c.json({ success: true, body: {} });
  });
  for (const kind of kinds) {
    const place = kind === 'connections' ? '' : '/projects/:project';
    const path = `/workflows/universes/:universe${place}/${kind}`;
    app.get(path, (c) => c.json(body(ofPlace(coronerd, kind, c).map(shown))));
    app.post(path, (c) => c.json(body(create(coronerd, kind, c))));
    app.get(`${path}/:id`, (c) => c.json(body(shown(one(coronerd, kind, c)))));
    app.put(`${path}/:id`, (c) => {
      const changes = shapes[kind].partial().safeParse(c.var.input.json());
      if (!changes.success) throw failed('fields are not understood', 400);
      const { id: _, ...fields } = changes.data;
      return c.json(body(shown(Object.assign(one(coronerd, kind, c), fields))));
    });
    app.delete(`${path}/:id`, (c) => {
      remove(coronerd, kind, one(coronerd, kind, c).id);
      return c.json(body({}));
    });
  }
  app.onError((error, c) => {
    const status: ContentfulStatusCode = error instanceof ApiFailure ? error.status : 500;
    return c.json({ error: error.message }, status === 200 ? 400 : status);
  });
  return app;
}

const body = (content: unknown) => ({ success: true, body: content });
const failed = (message: string, status: ContentfulStatusCode) => new ApiFailure(message, 1, status);

/** The live objects of a kind at the place that the path names. Throws where the asker may not see that place. */
function ofPlace(coronerd: Coronerd, kind: Kind, c: Context<LabEnv>): { id: number }[] {
  const { universe, project } = placeOf(coronerd, kind, c);
  const all: readonly { id: number; universe: string; project?: string }[] = workflowsOf(coronerd.state)[
    kind
  ];
  return all.filter((each) => each.universe === universe && each.project === project);
}

function placeOf(coronerd: Coronerd, kind: Kind, c: Context<LabEnv>): { universe: string; project?: string } {
  const identity = identify(coronerd, c.var.input.token);
  const user = person(identity);
  const [universe = '', project] = [c.req.param('universe'), c.req.param('project')];
  if (kind === 'connections') {
    universeOf(coronerd, user, universe);
    return { universe };
  }
  scopeOf(coronerd, identity, universe, project);
  return { universe, project };
}

function one(coronerd: Coronerd, kind: Kind, c: Context<LabEnv>): { id: number } {
  const found = ofPlace(coronerd, kind, c).find(({ id }) => String(id) === c.req.param('id'));
  if (!found) throw failed(`no such ${kind.slice(0, -1)}`, 404);
  return found;
}

function create(coronerd: Coronerd, kind: Kind, c: Context<LabEnv>): object {
  const place = placeOf(coronerd, kind, c);
  const parsed = shapes[kind].safeParse(c.var.input.json());
  if (!parsed.success)
    throw failed(`${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`, 400);
  const objects = workflowsOf(coronerd.state);
  const ids = kinds.flatMap((each) => objects[each].map(({ id }) => id));
  const object = { ...parsed.data, ...place, id: Math.max(0, ...ids) + 1 };
  (objects[kind] as object[]).push(object);
  return shown(object);
}

/** With a connection go its integrations; alerts lose what they pointed to. */
function remove(coronerd: Coronerd, kind: Kind, doomed: number): void {
  const objects: WorkflowsState = workflowsOf(coronerd.state);
  const without = <T extends { id: number }>(list: T[]): T[] => list.filter(({ id }) => id !== doomed);
  if (kind === 'alerts') objects.alerts = without(objects.alerts);
  if (kind === 'connections') {
    objects.connections = without(objects.connections);
    for (const { id, connectionId } of objects.integrations)
      if (connectionId === doomed) remove(coronerd, 'integrations', id);
  }
  if (kind !== 'integrations') return;
  objects.integrations = without(objects.integrations);
  for (const alert of objects.alerts) alert.integrations = alert.integrations.filter((id) => id !== doomed);
}

function shown<T extends object>(object: T): object {
  const { universe: _, project: __, ...rest } = object as T & { universe?: string; project?: string };
  return rest;
}
