import { z } from 'zod';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter } from '../failure.ts';
import type { Scope } from '../scope.ts';
import { objectOf } from '../store/objects.ts';
import { flatAttributes } from './report.ts';

const change = z.object({
  _set: z.record(z.string(), z.unknown()).default({}),
  _clear: z.array(z.string()).default([]),
});

/** Sets and clears attributes of one object (contract §4.5). */
export function modifyObject(coronerd: Coronerd, scope: Scope, object: string, body: unknown): object {
  const parsed = change.safeParse(body);
  if (!parsed.success) throw invalidParameter('resource', '_set and _clear');
  const error = objectOf(coronerd, scope.pid, object);
  Object.assign(error.attributes, flatAttributes(parsed.data._set));
  for (const name of parsed.data._clear) delete error.attributes[name];
  coronerd.tables.changed(scope.pid);
  return { response: 'ok', object: error.id.toString(16) };
}
