import type { Random } from '../random.ts';
import { textOf } from '../row.ts';
import type { AuditEntry, Row } from '../types.ts';

const events = [
  ['login', 'user logged in'],
  ['bpg', 'modified configuration/attribute'],
  ['bpg', 'created configuration/api_token'],
  ['crdb', 'objects deleted'],
  ['query', 'attribute set'],
] as const;

/** So many entries of the audit log within a span of time (unix seconds), oldest first. */
export function auditLog(
  random: Random,
  universes: Row[],
  accounts: Row[],
  span: { from: number; to: number; count: number },
): AuditEntry[] {
  const times = Array.from({ length: span.count }, () => random.integer(span.from, span.to)).sort(
    (a, b) => a - b,
  );
  return times.map((timestamp) => {
    const user = random.pick(accounts);
    const [subsystem, message] = random.pick(events);
    return {
      timestamp,
      universe: textOf(
        universes.find((universe) => universe.id === user.universe),
        'name',
      ),
      username: textOf(user, 'username'),
      subsystem,
      result: random.chance(0.1) ? 1 : 0,
      message,
    };
  });
}
