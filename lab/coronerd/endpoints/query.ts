import { Hono } from 'hono';
import { textOf } from '../../state/row.ts';
import { misreadQuery, mistakenScope } from '../behaviour/lies.ts';
import { requireNotVanished } from '../behaviour/vanishes.ts';
import type { Coronerd } from '../coronerd.ts';
import { type Identity, identify, requireCapability, visibleUniverses } from '../identity.ts';
import type { LabEnv } from '../input.ts';
import { describe } from '../query/describe.ts';
import { envelope } from '../query/envelope.ts';
import { readQuery } from '../query/request.ts';
import { runQuery } from '../query/run.ts';
import { Timings } from '../query/timings.ts';
import { liveProjects, type Scope, scopeOf } from '../scope.ts';

/** `POST /api/query`: describe, select, aggregate, set and merge (contract §3). */
export function queryEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().post('/query', (c) => {
    const { input } = c.var;
    const identity = identify(coronerd, input.token);
    requireCapability(identity, 'query:post');
    const { parameters } = input;
    const scope = scopeOf(coronerd, identity, parameters.get('universe'), parameters.get('project'));
    requireNotVanished(coronerd, scope);
    if (parameters.get('action') === 'describe') {
      const disabled = parameters.get('disabled') === 'true';
      return c.json({
        describe: describe(coronerd, scope.pid, parameters.get('table') ?? 'objects', disabled),
      });
    }
    return c.json(answer(coronerd, identity, scope, input.json()));
  });
}

function answer(coronerd: Coronerd, identity: Identity, scope: Scope, body: unknown): object {
  const timings = new Timings();
  const request = misreadQuery(coronerd.state, readQuery(body));
  const tx = coronerd.tables.errors(scope.pid).at(-1)?.id ?? 0;
  const place = mistakenScope(coronerd, scope, request);
  const { response, rows, groups } = runQuery(coronerd, place, request, timings);
  coronerd.logs.record('query', scope.universeName, 'success', `${scope.projectName}: ${rows} rows`);
  const facts = {
    user: identity.kind === 'user' ? textOf(identity.user, 'username') : '(nouser)',
    universe: scope.universeName,
    project: scope.projectName,
    tx,
    navigation: navigation(coronerd, identity, scope),
    rows,
    groups,
    filters: request.filter.length,
    aggregates: Object.values(request.fold ?? {}).flat().length,
  };
  return { _: envelope(facts, timings), response };
}

function navigation(coronerd: Coronerd, identity: Identity, scope: Scope): string[] {
  if (identity.kind === 'api') return [scope.projectName];
  const universe = visibleUniverses(coronerd, identity.user).find((row) => row.id === scope.universe.id);
  return universe ? liveProjects(coronerd, universe).map((row) => textOf(row, 'name')) : [];
}
