import { type Context, Hono } from 'hono';
import type { Coronerd } from '../../coronerd.ts';
import type { LabEnv } from '../../input.ts';
import type { Symbold } from '../symbold.ts';
import { asker, placeOf } from './access.ts';

/** How the service is for a universe or a project. */
export function statusRoutes(coronerd: Coronerd, symbold: Symbold): Hono<LabEnv> {
  const status = (c: Context<LabEnv>) => {
    const { universe, project } = placeOf(coronerd, asker(coronerd, c), {
      universe: c.req.param('universe') ?? '',
      project: c.req.param('project') ?? null,
    });
    const inScope = (of: { universe: string; project: string | null }) =>
      of.universe === universe && (project === null || of.project === project);
    const servers = coronerd.state.symbolServers.filter(inScope);
    return c.json({
      status: 'running',
      symbolServers: servers.length,
      enabledSymbolServers: servers.filter((server) => server.enabled).length,
      queuedEvents: symbold.events().filter(inScope).length,
    });
  };
  return new Hono<LabEnv>()
    .get('/universe/:universe', status)
    .get('/universe/:universe/project/:project', status);
}
