import { Hono } from 'hono';
import { z } from 'zod';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter } from '../failure.ts';
import { identify, person } from '../identity.ts';
import type { LabEnv } from '../input.ts';
import { serviceLayer } from '../service-layer.ts';

const request = z.looseObject({ action: z.enum(['list', 'status', 'rescan']) });

/** `POST /api/svclayer`: the side services and how they are (contract §5.4); and their places, still empty. */
export function serviceEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>()
    .post('/svclayer', (c) => {
      person(identify(coronerd, c.var.input.token));
      const parsed = request.safeParse(c.var.input.json());
      if (!parsed.success) throw invalidParameter('action', "'list', 'status' or 'rescan'");
      return c.json(serviceLayer(coronerd.state));
    })
    .all('/:service{metrics-importer|similarity}/*', (c) => {
      identify(coronerd, c.var.input.token);
      return c.json({ error: `the service '${c.req.param('service')}' is not simulated by the lab` }, 501);
    });
}
