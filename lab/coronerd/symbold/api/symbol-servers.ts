import { type Context, Hono } from 'hono';
import type { SymbolServer } from '../../../state/types.ts';
import type { Coronerd } from '../../coronerd.ts';
import type { LabEnv } from '../../input.ts';
import type { Symbold } from '../symbold.ts';
import { asker, changer, placeOf, serverById } from './access.ts';
import { checkConnection } from './connection.ts';
import { readCreation, readUpdate } from './models.ts';
import { listReply } from './page.ts';
import { serverRow } from './rows.ts';

/** Symbol servers: listing, details, adding, changing, removing. */
export function symbolServerRoutes(coronerd: Coronerd, symbold: Symbold): Hono<LabEnv> {
  const routes = new Hono<LabEnv>();
  for (const path of ['/universe/:universe', '/universe/:universe/project/:project']) {
    routes.get(path, (c) => {
      const identity = asker(coronerd, c);
      const { universe, project } = placeOf(coronerd, identity, named(c));
      const own = coronerd.state.symbolServers.filter(
        (server) => server.universe === universe && server.project === project,
      );
      return listReply(coronerd, c, own, (server) => spelt(coronerd, serverRow(server)));
    });
    routes.post(path, async (c) => {
      const place = placeOf(coronerd, changer(coronerd, c), named(c));
      const { force, settings } = readCreation(c.var.input.json());
      if (!force) await checkConnection(symbold, settings.url, settings);
      const server = { ...empty(coronerd), ...place, ...settings };
      coronerd.state.symbolServers.push(server);
      return c.json(serverRow(server));
    });
  }
  return routes
    .get('/details/:id', (c) => {
      const { user } = asker(coronerd, c);
      const server = serverById(coronerd, user, c.req.param('id'));
      const { whitelist, blacklist, skiplist } = server;
      const counts = {
        whiteListCount: whitelist.length,
        blackListCount: blacklist.length,
        skipListCount: skiplist.length,
      };
      return c.json(spelt(coronerd, { ...serverRow(server), ...counts }));
    })
    .put('/:id', async (c) => {
      const server = serverToChange(coronerd, c);
      const { force, settings } = readUpdate(c.var.input.json());
      const changed = { ...server, ...settings };
      if (!force) await checkConnection(symbold, changed.url, changed);
      Object.assign(server, settings);
      return c.json(serverRow(server));
    })
    .put('/:id/:state{enable|disable}', (c) => {
      const server = serverToChange(coronerd, c);
      server.enabled = c.req.param('state') === 'enable';
      return c.json(serverRow(server));
    })
    .delete('/:id', (c) => {
      const server = serverToChange(coronerd, c);
      const { state } = coronerd;
      state.symbolServers = state.symbolServers.filter((each) => each !== server);
      return c.json({ removed: server.id });
    });
}

function named(c: Context<LabEnv>): { universe: string; project: string | null } {
  return { universe: c.req.param('universe') ?? '', project: c.req.param('project') ?? null };
}

function serverToChange(coronerd: Coronerd, c: Context<LabEnv>): SymbolServer {
  const { user } = changer(coronerd, c);
  return serverById(coronerd, user, c.req.param('id') ?? '');
}

/** The row with the names of fields that this version has. */
function spelt({ state }: Coronerd, row: object): object {
  const names = state.behaviour.symboldFields ?? {};
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [names[name] ?? name, value]));
}

/** A server that nothing was downloaded from yet. */
function empty({ state }: Coronerd) {
  return {
    id: Math.max(0, ...state.symbolServers.map((server) => server.id)) + 1,
    enabled: true,
    whitelist: [],
    blacklist: [],
    skiplist: [],
    statistics: { bytes: 0, successes: 0, downloadFailures: 0, conversionFailures: 0 },
    log: [],
  };
}
