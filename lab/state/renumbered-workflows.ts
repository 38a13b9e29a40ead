import type { Random } from './random.ts';
import type { WorkflowsState } from './types.ts';

/** The same objects under other ids and in another order. */
export function renumberedWorkflows(given: WorkflowsState, random: Random): WorkflowsState {
  const { connections, integrations, alerts, targets, thresholdAlerts } = structuredClone(given);
  const shift = random.integer(100, 900);
  const other = (id: number) => id + shift;
  return {
    connections: random.shuffle(connections.map((each) => ({ ...each, id: other(each.id) }))),
    integrations: random.shuffle(
      integrations.map((each) => ({
        ...each,
        id: other(each.id),
        connectionId: each.connectionId === null ? null : other(each.connectionId),
      })),
    ),
    alerts: random.shuffle(
      alerts.map((each) => ({
        ...each,
        id: other(each.id),
        filters: random.shuffle(each.filters),
        integrations: random.shuffle(each.integrations.map(other)),
      })),
    ),
    targets: random.shuffle(targets.map((each) => ({ ...each, id: other(each.id) }))),
    thresholdAlerts: random.shuffle(
      thresholdAlerts.map((each) => ({ ...each, id: other(each.id), targets: each.targets.map(other) })),
    ),
  };
}
