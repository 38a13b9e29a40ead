import { Hono } from 'hono';
import { z } from 'zod';
import { rowsOf } from '../../state/row.ts';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter } from '../failure.ts';
import { identify, person } from '../identity.ts';
import type { LabEnv } from '../input.ts';
import { scopeOf } from '../scope.ts';

const request = z.looseObject({ action: z.literal('list'), form: z.looseObject({ project: z.string() }) });

/** `POST /api/queries`: saved views; only listing is known well enough to be simulated (contract §5.7). */
export function savedQueryEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().post('/queries', (c) => {
    const identity = identify(coronerd, c.var.input.token);
    person(identity);
    const parsed = request.safeParse(c.var.input.json());
    if (!parsed.success)
      throw invalidParameter('action', "only 'list' with form.project is supported by the lab");
    const universe = c.var.input.parameters.get('universe');
    const { pid } = scopeOf(coronerd, identity, universe, parsed.data.form.project);
    return c.json({ queries: rowsOf(coronerd.state, 'query').filter((row) => row.project === pid) });
  });
}
