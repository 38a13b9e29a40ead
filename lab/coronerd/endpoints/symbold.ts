import { Hono } from 'hono';
import type { Coronerd } from '../coronerd.ts';
import type { LabEnv } from '../input.ts';
import { logRoutes } from '../symbold/api/logs.ts';
import { queueRoutes } from '../symbold/api/queue.ts';
import { statusRoutes } from '../symbold/api/status.ts';
import { symbolListRoutes } from '../symbold/api/symbol-lists.ts';
import { symbolServerRoutes } from '../symbold/api/symbol-servers.ts';
import type { Symbold } from '../symbold/symbold.ts';

/** `/api/symbold`: symbol servers, their lists and logs, and the queue of symbols to be downloaded (contract §7). */
export function symboldEndpoints(coronerd: Coronerd, symbold: Symbold): Hono<LabEnv> {
  return new Hono<LabEnv>()
    .route('/symbold/status', statusRoutes(coronerd, symbold))
    .route('/symbold/symbolserver', symbolServerRoutes(coronerd, symbold))
    .route('/symbold/logs', logRoutes(coronerd))
    .route('/symbold/queue', queueRoutes(coronerd, symbold))
    .route('/symbold', symbolListRoutes(coronerd));
}
