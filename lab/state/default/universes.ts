import { probeUniverse } from '../probe-project.ts';
import type { Row } from '../types.ts';

const day = 86_400;

/** The two universes of a default server. */
export function universes(): Row[] {
  return [
    { id: 1, name: probeUniverse, deleted: 0 },
    { id: 2, name: 'umbrella-labs', deleted: 0 },
  ];
}

/** Settings of the instance and of the universes: retention that never bites, submission limits, mail. */
export function universeSettings(): Record<string, Row[]> {
  return {
    instance_retention: [{ id: 1, rules: retention(3_650 * day) }],
    universe_retention: [{ id: 1, universe: 1, rules: retention(2_920 * day, ['physical']) }],
    limits: [
      {
        universe: 1,
        definition: submissionLimit(9_000_000),
        metadata: '{"features":["symbold","workflows"]}',
      },
      { universe: 2, definition: submissionLimit(500_000), metadata: null },
    ],
    smtp: [
      {
        id: 1,
        host: 'mail.acme.example',
        port: 587,
        security: 'starttls',
        username: 'backtrace',
        from: 'crash@acme.example',
        password: '6d61696c2d736563726574',
      },
    ],
    ssl: [
      {
        id: 1,
        name: 'console',
        certificate_chain_file: '/etc/coronerd/ssl/chain.pem',
        key: '/etc/coronerd/ssl/key.pem',
      },
    ],
  };
}

/** A retention rule of contract §6.5: objects older than so many seconds are deleted, wholly or in part. */
export function retention(seconds: number, subsets?: string[]): string {
  const action = subsets ? { type: 'delete-all', subsets } : { type: 'delete-all' };
  const criterion = { type: 'object-age', op: 'at-least', time: String(seconds) };
  return JSON.stringify([{ criteria: [criterion], actions: [action] }]);
}

function submissionLimit(count: number): string {
  return JSON.stringify({ submissions: { period: 'month', day: 1, limit: [count, count] } });
}
