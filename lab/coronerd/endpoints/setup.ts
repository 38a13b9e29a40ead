import { Hono } from 'hono';
import type { LabEnv } from '../input.ts';

/** `GET /api/is_configured`: the bare text `1`, without authentication and line break (contract §2.1). */
export function setupEndpoints(): Hono<LabEnv> {
  return new Hono<LabEnv>().get('/is_configured', (c) => c.text('1'));
}
