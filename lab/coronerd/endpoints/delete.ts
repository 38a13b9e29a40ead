import { Hono } from 'hono';
import { z } from 'zod';
import type { StoredError } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter } from '../failure.ts';
import { identify, person } from '../identity.ts';
import type { LabEnv } from '../input.ts';
import { filterRows } from '../query/filter.ts';
import { readQuery } from '../query/request.ts';
import { type Scope, scopeOf } from '../scope.ts';
import { deleteErrors } from '../store/deletion.ts';
import { objectOf } from '../store/objects.ts';

const attachmentReference = z.object({
  id: z.string(),
  attachment_id: z.string().optional(),
  attachment_name: z.string().optional(),
});
const deletion = z.looseObject({
  universe: z.string().optional(),
  project: z.string(),
  objects: z.array(z.union([z.string(), attachmentReference])).optional(),
  query: z.looseObject({}).optional(),
  subsets: z.array(z.enum(['physical', 'crdb'])).default([]),
});

/** `POST /api/delete`: objects by id or by query, and attachments (contract §4.4). */
export function deleteEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().post('/delete', (c) => {
    const { input } = c.var;
    const identity = identify(coronerd, input.token);
    const user = person(identity);
    const parsed = deletion.safeParse(input.json());
    if (!parsed.success)
      throw invalidParameter(String(parsed.error.issues[0]?.path[0] ?? 'objects'), 'not understood');
    const request = parsed.data;
    const universe = input.parameters.get('universe') ?? request.universe;
    const scope = scopeOf(coronerd, identity, universe, request.project);
    const doomed = request.query
      ? matching(coronerd, scope, request.query)
      : listed(coronerd, scope, request.objects ?? []);
    if (doomed.size > 0) deleteErrors(coronerd, scope.pid, doomed, request.subsets);
    const message = `deleted ${doomed.size} objects of ${scope.projectName}`;
    coronerd.audit({
      universe: scope.universeName,
      username: String(user.username),
      subsystem: 'crdb',
      result: 0,
      message,
    });
    return c.json({ response: 'ok' });
  });
}

function matching(coronerd: Coronerd, scope: Scope, body: object): Set<StoredError> {
  const table = coronerd.tables.objects(scope.pid);
  const rows = filterRows(table.size, (name) => table.column(name), readQuery(body).filter);
  const errors = coronerd.tables.errors(scope.pid);
  return new Set(Array.from(rows).flatMap((row) => errors[row] ?? []));
}

function listed(
  coronerd: Coronerd,
  scope: Scope,
  objects: (string | z.infer<typeof attachmentReference>)[],
): Set<StoredError> {
  const doomed = new Set<StoredError>();
  for (const each of objects) {
    const error = objectOf(coronerd, scope.pid, typeof each === 'string' ? each : each.id);
    if (typeof each === 'string') doomed.add(error);
    else removeAttachment(error, each);
  }
  return doomed;
}

function removeAttachment(error: StoredError, reference: z.infer<typeof attachmentReference>): void {
  const { attachment_id, attachment_name } = reference;
  const place = error.attachments.findIndex(
    (each) => each.id === attachment_id || each.name === attachment_name,
  );
  if (place < 0) throw invalidParameter('attachment_id', 'no such attachment');
  error.attachments.splice(place, 1);
}
