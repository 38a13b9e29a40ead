import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { SymbolListItem, SymbolServer } from '../../../state/types.ts';
import type { Coronerd } from '../../coronerd.ts';
import type { LabEnv } from '../../input.ts';
import { addItems, flushSkiplist, type ListName, listNames } from '../lists.ts';
import { asker, changer, serverById, visibleServers } from './access.ts';
import { parsed } from './models.ts';
import { listReply } from './page.ts';
import { notFound } from './refusal.ts';
import { itemRow } from './rows.ts';

const names = z.object({ model: z.array(z.string().trim().min(1)) });

/** White, black and skip lists: listing, adding, removing. A path names a server by its id, an item by its own. */
export function symbolListRoutes(coronerd: Coronerd): Hono<LabEnv> {
  const routes = new Hono<LabEnv>();
  for (const list of listNames) {
    routes.get(`/${list}/:server`, (c) => {
      return listReply(coronerd, c, readServer(coronerd, c)[list], itemRow);
    });
    routes.delete(`/${list}/:item`, (c) => {
      const { user } = changer(coronerd, c);
      const id = c.req.param('item');
      const servers = visibleServers(coronerd, user);
      if (!servers.some((server) => remove(server, list, (item) => String(item.id) === id) > 0)) {
        throw notFound(`item ${id} of a ${list}`);
      }
      return c.json({ removed: 1 });
    });
  }
  for (const list of ['whitelist', 'blacklist'] as const) {
    routes.post(`/${list}/:server`, (c) => {
      const server = serverById(coronerd, changer(coronerd, c).user, c.req.param('server'));
      const { model } = parsed(names, c.var.input.json());
      const added = addItems(coronerd.state, server, list, model, coronerd.now());
      return c.json({ added: added.map(itemRow) });
    });
  }
  return routes
    .get('/skiplist/:server/text/:filter', (c) => {
      const found = readServer(coronerd, c).skiplist.filter(containing(c.req.param('filter')));
      return listReply(coronerd, c, found, itemRow);
    })
    .delete('/skiplist/:server/text/:filter', (c) => {
      const server = serverById(coronerd, changer(coronerd, c).user, c.req.param('server'));
      return c.json({ removed: remove(server, 'skiplist', containing(c.req.param('filter'))) });
    })
    .delete('/skiplist/:server/all', (c) => {
      const server = serverById(coronerd, changer(coronerd, c).user, c.req.param('server'));
      return c.json({ removed: remove(server, 'skiplist', () => true) });
    });
}

/** The server of a path, without what has expired on its skip list. */
function readServer(coronerd: Coronerd, c: Context<LabEnv>): SymbolServer {
  const server = serverById(coronerd, asker(coronerd, c).user, c.req.param('server') ?? '');
  flushSkiplist(server, coronerd.now());
  return server;
}

function containing(filter: string): (item: SymbolListItem) => boolean {
  const wanted = filter.toLowerCase();
  return (item) => item.name.toLowerCase().includes(wanted);
}

/** Removes the items that match from a list of a server; returns how many these were. */
function remove(server: SymbolServer, list: ListName, matches: (item: SymbolListItem) => boolean): number {
  const before = server[list].length;
  server[list] = server[list].filter((item) => !matches(item));
  return before - server[list].length;
}
