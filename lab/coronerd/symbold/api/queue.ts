import { Hono } from 'hono';
import { z } from 'zod';
import type { Coronerd } from '../../coronerd.ts';
import type { LabEnv } from '../../input.ts';
import { scopeOf } from '../../scope.ts';
import type { ModuleName } from '../../symbols/store.ts';
import type { Symbold } from '../symbold.ts';
import { superuser } from './access.ts';
import { parsed } from './models.ts';
import { listReply } from './page.ts';
import { badInput, withStatus } from './refusal.ts';
import { eventRow } from './rows.ts';

const addition = z.object({
  objectId: z.coerce.number().int().nonnegative(),
  missingSymbols: z.array(z.string()).min(1),
  universeName: z.string().min(1),
  projectName: z.string().min(1),
});

/** The queue, for superusers only: what is in it, and adding to it. */
export function queueRoutes(coronerd: Coronerd, symbold: Symbold): Hono<LabEnv> {
  return new Hono<LabEnv>()
    .get('/events', (c) => {
      superuser(coronerd, c);
      return listReply(coronerd, c, symbold.events(), eventRow);
    })
    .get('/events/count', (c) => {
      superuser(coronerd, c);
      return c.json({ count: symbold.events().length });
    })
    .get('/missingSymbols', (c) => {
      superuser(coronerd, c);
      return listReply(coronerd, c, waitingSymbols(symbold), ([symbolName, events]) => ({
        symbolName,
        events,
      }));
    })
    .post('/add', (c) => {
      const identity = superuser(coronerd, c);
      const given = parsed(addition, c.var.input.json());
      const { universeName, projectName, objectId } = given;
      const scope = withStatus(`project ${universeName}/${projectName}`, () =>
        scopeOf(coronerd, identity, universeName, projectName),
      );
      return c.json({ added: symbold.add(scope, objectId, given.missingSymbols.map(moduleOf)) });
    });
}

/** `<debug file>,<debug id>`; a file name may hold commas itself. Throws 400. */
function moduleOf(text: string): ModuleName {
  const [, debugFile, debugId] = /^(.+),\s*([0-9a-f-]+)$/i.exec(text) ?? [];
  if (!debugFile || !debugId) throw badInput(`missingSymbols: '${text}' is not <debug file>,<debug id>`);
  return { debugFile, debugId };
}

/** Symbols that are waited for, with the number of events that want each. */
function waitingSymbols(symbold: Symbold): [name: string, events: number][] {
  const counts = new Map<string, number>();
  for (const { debugFile, debugId } of symbold.events()) {
    const name = `${debugFile},${debugId}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts];
}
