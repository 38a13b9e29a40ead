import { expect, test } from 'vitest';
import { faults } from '../../faults/index.ts';
import { stepIds } from '../steps.ts';
import { hostTroubles } from '../troubles/host.ts';
import { pairTroubles } from '../troubles/pair.ts';
import { serverTroubles } from '../troubles/server.ts';

/** Each step that a fault or trouble must turn red, with the outcome that is proved. */
function proved(): [id: string, outcome: 'failed' | 'error'][] {
  const ofFaults = Object.values(faults).flatMap(({ red, outcome = 'failed' }) =>
    red.map((id): [string, 'failed' | 'error'] => [id, outcome]),
  );
  const troubles = Object.values({ ...hostTroubles, ...serverTroubles, ...pairTroubles });
  const ofTroubles = troubles.flatMap(({ red, failed = [] }) =>
    red.map((id): [string, 'failed' | 'error'] => [id, failed.includes(id) ? 'failed' : 'error']),
  );
  return [...ofFaults, ...ofTroubles];
}

test.each(['failed', 'error'] as const)('every step of the checklist is proved to become %s', (outcome) => {
  const ids = new Set(proved().flatMap(([id, each]) => (each === outcome ? [id] : [])));
  expect(stepIds(['server', 'data', 'ui', 'sso']).filter((id) => !ids.has(id))).toEqual([]);
});
