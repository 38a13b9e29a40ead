import { Hono } from 'hono';
import type { Coronerd } from '../coronerd/coronerd.ts';
import type { LabEnv } from '../coronerd/input.ts';
import type { PageEnv } from './page-env.ts';

/** The web console: whatever is read outside /api. Its modules are loaded when somebody first opens a page. */
export function webConsole(coronerd: Coronerd): Hono<LabEnv> {
  let loaded: Promise<Hono<PageEnv>> | undefined;
  return new Hono<LabEnv>().get('*', async (c, next) => {
    if (c.req.path.startsWith('/api/')) return next();
    loaded ??= import('./pages.ts').then(({ pages }) => pages(coronerd));
    return (await loaded).fetch(c.req.raw, { input: c.var.input });
  });
}
