import { Hono } from 'hono';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter } from '../failure.ts';
import type { LabEnv } from '../input.ts';
import { personsScope } from '../scope.ts';
import { objectOf } from '../store/objects.ts';

/** `GET /api/list`: the attachments of an object (contract §4.2). */
export function listEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().get('/list', (c) => {
    const { input } = c.var;
    const { parameters } = input;
    const { pid } = personsScope(coronerd, input);
    const view = parameters.get('view') ?? 'attachments';
    if (view !== 'attachments') throw invalidParameter('view', `'${view}'`);
    const error = objectOf(coronerd, pid, parameters.get('object') ?? '');
    const attachments = error.attachments.map(({ id, name, contentType, base64 }) => {
      return {
        id,
        name,
        size: Buffer.byteLength(base64, 'base64'),
        content_type: contentType,
        inline: false,
      };
    });
    return c.json({ attachments });
  });
}
