import { Hono } from 'hono';
import { z } from 'zod';
import { findRow } from '../../state/row.ts';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter } from '../failure.ts';
import { identify, person } from '../identity.ts';
import type { LabEnv } from '../input.ts';

const scalar = z.union([z.string(), z.number(), z.null()]);
const change = z.discriminatedUnion('action', [
  z.object({ action: z.literal('set'), form: z.object({ resources: z.record(z.string(), scalar) }) }),
  z.object({ action: z.literal('unset'), form: z.object({ resources: z.array(z.string()) }) }),
]);

/** `/api/session`: settings that live as long as the session (contract §2.5). */
export function sessionEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  const resourcesOf = (token: string | undefined) => {
    const identity = identify(coronerd, token);
    person(identity);
    return coronerd.sessions.resourcesOf(identity.token);
  };
  return new Hono<LabEnv>()
    .get('/session', (c) => {
      const resources = resourcesOf(c.var.input.token);
      return c.json({ status: 'ok', form: { resources }, session: sessionOf(coronerd, c.var.input.token) });
    })
    .post('/session', (c) => {
      const resources = resourcesOf(c.var.input.token);
      const parsed = change.safeParse(c.var.input.json());
      if (!parsed.success) throw invalidParameter('action', "'set' or 'unset' with form.resources");
      const { action, form } = parsed.data;
      if (action === 'set') Object.assign(resources, form.resources);
      else for (const name of form.resources) delete resources[name];
      return c.json({ status: 'ok', form: { resources } });
    });
}

/** Who is logged in; the vendor says that the reply holds the session's token. */
function sessionOf(coronerd: Coronerd, token: string | undefined): object {
  const identity = identify(coronerd, token);
  const user = person(identity);
  const universe = findRow(coronerd.state, 'universe', 'id', user.universe ?? null);
  const { uid, username, email, role } = user;
  return { token: identity.token, uid, username, email, role, universe: universe?.name };
}
