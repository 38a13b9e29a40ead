import { Hono } from 'hono';
import { findRow, rowsOf } from '../../state/row.ts';
import type { Coronerd } from '../coronerd.ts';
import type { LabEnv } from '../input.ts';

/** The console's first page, and the pages of groups that notifications and tickets link to. */
export function groupPageEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>()
    .get('/', (c) => c.html('<!doctype html><title>Backtrace</title>'))
    .get('/dashboard/:universe/project/:project/group/:fingerprint', (c, next) => {
      const { universe, project, fingerprint } = c.req.param();
      const home = findRow(coronerd.state, 'universe', 'name', universe);
      const row = rowsOf(coronerd.state, 'project').find(
        (each) => each.universe === home?.id && each.name === project && each.deleted !== 1,
      );
      const errors = row ? coronerd.tables.errors(Number(row.pid)) : [];
      if (!errors.some((error) => error.fingerprint === fingerprint)) return next();
      return c.html(`<!doctype html><title>${fingerprint}</title>`);
    });
}
