import { Hono } from 'hono';
import type { Coronerd } from '../coronerd.ts';
import { identify, requireCapability } from '../identity.ts';
import type { LabEnv } from '../input.ts';

/** Where SDKs send their metrics (contract §8); taken and not kept. */
export function eventEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().post('/:kind{unique-events|summed-events}/submit', (c) => {
    requireCapability(identify(coronerd, c.var.input.token), 'error:post');
    c.var.input.json();
    return c.json({ response: 'ok' });
  });
}
