import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import { z } from 'zod';
import { runAction } from '../bpg/actions.ts';
import type { Coronerd } from '../coronerd.ts';
import { ApiFailure, codes, invalidParameter } from '../failure.ts';
import { administrator, type Identity, identify, person } from '../identity.ts';
import type { LabEnv } from '../input.ts';

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const action = z.looseObject({
  action: z.enum(['schema', 'get', 'create', 'modify', 'delete']),
  type: z.string().optional(),
  object: row.optional(),
  key: row.optional(),
  fields: row.optional(),
  cascade: z.boolean().optional(),
});
const bpgRequest = z.looseObject({ actions: z.array(action).min(1) });

/** `POST /api/bpg`: the configuration database (contract §6). */
export function bpgEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().post('/bpg', async (c) => {
    const body = c.var.input.json();
    const identity = caller(coronerd, c.var.input.token);
    const parsed = bpgRequest.safeParse(body);
    if (!parsed.success) throw invalidParameter('actions', parsed.error.issues[0]?.message ?? '');
    const { actions } = parsed.data;
    const writes = actions.some((each) => !['schema', 'get'].includes(each.action));
    const user = writes ? administrator(identity) : person(identity);
    if (actions.some((each) => each.action === 'create')) await wait(coronerd.state.behaviour.slowCreation);
    const results = actions.map((each) => runAction(coronerd, user, each));
    return c.json({ actions, results });
  });
}

/** The person who asks; anyone else gets error code 5 (contract §1.3). */
function caller(coronerd: Coronerd, token: string | undefined): Identity {
  try {
    const identity = identify(coronerd, token);
    person(identity);
    return identity;
  } catch {
    throw new ApiFailure('invalid token', codes.permission);
  }
}
