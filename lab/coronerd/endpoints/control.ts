import { Hono } from 'hono';
import { z } from 'zod';
import type { StoredError } from '../../state/types.ts';
import { mishandles, reprocessedInstead } from '../behaviour/symbols.ts';
import type { Coronerd, ReloadRequest } from '../coronerd.ts';
import { ApiFailure, codes, invalidParameter } from '../failure.ts';
import { type Identity, identify, person } from '../identity.ts';
import type { LabEnv } from '../input.ts';
import { retentionStatus } from '../retention-status.ts';
import { scopeOf } from '../scope.ts';
import { objectOf } from '../store/objects.ts';
import { reprocess } from '../submission/reprocess.ts';

const controlRequest = z.looseObject({
  action: z.string(),
  universe: z.string().optional(),
  project: z.string().optional(),
  recursive: z.boolean().optional(),
  recovery: z.boolean().optional(),
  first: z.string().optional(),
  last: z.string().optional(),
  objects: z.array(z.string()).optional(),
});
type ControlRequest = z.infer<typeof controlRequest>;

/** `POST /api/control`: reprocessing (done after the reply), its progress, repair, retention status (contract §5.1, §5.2). */
export function controlEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().post('/control', (c) => {
    const { input } = c.var;
    const parsed = controlRequest.safeParse(input.json());
    if (!parsed.success) throw invalidParameter('action', 'not understood');
    const identity = identify(coronerd, input.token);
    const user = person(identity);
    const request = parsed.data;
    if (request.action === 'reload') return c.json(reload(coronerd, identity, request));
    if (request.action === 'rpstatus') return c.json(retentionStatus(coronerd, user, request));
    if (request.action === 'status') return c.json({ reload: progress(coronerd) });
    if (request.action === 'graceperiod') return c.json({ status: 'ok' });
    throw invalidParameter('action', `'${request.action}'`);
  });
}

function progress({ state, reloads }: Coronerd): ReloadRequest[] {
  if (mishandles(state.behaviour, 'progress-refused'))
    throw new ApiFailure('permission denied', codes.permission);
  return reloads;
}

function reload(coronerd: Coronerd, identity: Identity, request: ControlRequest): { id: number } {
  const scope = scopeOf(coronerd, identity, request.universe, request.project);
  if (request.recovery) {
    const { corrupted } = coronerd.state;
    coronerd.state.corrupted = corrupted.filter((pid) => pid !== scope.pid);
  }
  const errors = request.recovery ? [] : chosen(coronerd, scope.pid, request);
  const id = coronerd.reloads.length + 1;
  const { universeName: universe, projectName: project } = scope;
  const reload: ReloadRequest = { id, universe, project, objects: errors.length, state: 'queued' };
  coronerd.reloads.push(reload);
  if (!mishandles(coronerd.state.behaviour, 'reprocess-lost')) {
    coronerd.work.add(() => run(coronerd, scope.pid, errors, reload));
  }
  return { id };
}

async function run(
  coronerd: Coronerd,
  pid: number,
  errors: StoredError[],
  reload: ReloadRequest,
): Promise<void> {
  reload.state = 'running';
  try {
    const all = coronerd.tables.errors(pid);
    await reprocess(coronerd, pid, reprocessedInstead(coronerd.state.behaviour, errors, all));
  } finally {
    reload.state = 'done';
  }
}

/** The objects listed, those from `first` to `last`, or without either all of the project. */
function chosen(coronerd: Coronerd, pid: number, { objects, first, last }: ControlRequest): StoredError[] {
  if (objects) return objects.map((object) => objectOf(coronerd, pid, object));
  const from = first === undefined ? 0 : Number.parseInt(first, 16);
  const to = last === undefined ? Number.POSITIVE_INFINITY : Number.parseInt(last, 16);
  return coronerd.tables.errors(pid).filter((error) => error.id >= from && error.id <= to);
}
