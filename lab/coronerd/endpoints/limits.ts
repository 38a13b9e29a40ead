import { Hono } from 'hono';
import { z } from 'zod';
import { findRow, textOf } from '../../state/row.ts';
import type { Row } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { identify, person, visibleUniverses } from '../identity.ts';
import type { LabEnv } from '../input.ts';
import { universeOf } from '../scope.ts';

const definition = z.object({ submissions: z.object({ limit: z.array(z.number()) }) });

/** `GET /api/limits`: submission limits and counters by universe (contract §2.8). */
export function limitsEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().get('/limits', (c) => {
    const user = person(identify(coronerd, c.var.input.token));
    const name = c.var.input.parameters.get('universe');
    const universes = name ? [universeOf(coronerd, user, name)] : visibleUniverses(coronerd, user);
    return c.json(Object.fromEntries(universes.map((row) => [textOf(row, 'name'), limitsOf(coronerd, row)])));
  });
}

function limitsOf(coronerd: Coronerd, universe: Row): object {
  const row = findRow(coronerd.state, 'limits', 'universe', universe.id ?? null);
  const { counter, rejected } = coronerd.state.storage[textOf(universe, 'name')] ?? {
    counter: 0,
    rejected: 0,
  };
  return { id: universe.id, submissions: { limit: limitIn(textOf(row, 'definition')), counter, rejected } };
}

/** The hard limit of a definition; 0 = none. */
function limitIn(text: string): number {
  if (text === '') return 0;
  const parsed = definition.safeParse(JSON.parse(text));
  return parsed.success ? (parsed.data.submissions.limit.at(-1) ?? 0) : 0;
}
