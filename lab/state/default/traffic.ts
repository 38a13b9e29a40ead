import { cutoff } from '../cutoff.ts';
import { probeProject } from '../probe-project.ts';
import type { Random } from '../random.ts';
import { integerOf, textOf } from '../row.ts';
import type { Row, ServerState } from '../types.ts';
import { type CustomAttribute, customAttributes } from './attributes.ts';
import { auditLog } from './audit.ts';
import { errorSource, makeErrors } from './errors.ts';
import { missingSymbols } from './symbols.ts';

const day = 86_400;

/** Adds to the state of a new server what came in during the two days after the cutoff. */
export function traffic(state: ServerState, random: Random): void {
  const span = { from: cutoff + 60, to: cutoff + 2 * day };
  const tables = state.configuration;
  for (const project of tables.project ?? []) {
    if (project.deleted !== 0 || project.name === probeProject || random.chance(0.4)) continue;
    const pid = integerOf(project, 'pid');
    const stored = state.errors[pid] ?? [];
    const source = errorSource(random, project, tables.deduplication ?? [], indexed(random, tables, pid));
    const count = random.integer(1, 12);
    const later = makeErrors(random, source, { ...span, count, firstId: (stored.at(-1)?.id ?? 0) + 1 });
    state.errors[pid] = [...stored, ...later];
    const missing = missingSymbols(random, random.integer(0, 3), span.from, span.to);
    state.missingSymbols[pid] = [...(state.missingSymbols[pid] ?? []), ...missing];
    countSubmissions(state, project, count);
  }
  const audit = auditLog(random, tables.universe ?? [], tables.users ?? [], { ...span, count: 12 });
  state.audit = [...state.audit, ...audit];
}

function indexed(random: Random, tables: ServerState['configuration'], pid: number): CustomAttribute[] {
  const names = new Set((tables.attribute ?? []).filter((row) => row.project === pid).map((row) => row.name));
  return customAttributes(random).filter((attribute) => names.has(attribute.name));
}

function countSubmissions(state: ServerState, project: Row, count: number): void {
  const universe = state.configuration.universe?.find((row) => row.id === project.universe);
  const storage = state.storage[textOf(universe, 'name')];
  if (storage) storage.counter += count;
}
