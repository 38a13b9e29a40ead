import { Hono } from 'hono';
import { rowsOf, textOf } from '../../state/row.ts';
import type { Coronerd } from '../coronerd.ts';
import type { LabEnv } from '../input.ts';

/** Pages of the console that mails and notifications link to: those of a project that exists. */
export function pageEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().get('/p/:project/:view{.*}', (c, next) => {
    const name = c.req.param('project');
    const project = rowsOf(coronerd.state, 'project').find((row) => row.name === name && row.deleted !== 1);
    if (!project) return next();
    return c.html(`<!doctype html><title>${textOf(project, 'name').replace(/[<&]/g, ' ')}</title>`);
  });
}
