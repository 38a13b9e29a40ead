import type { ServerState, WorkflowsState } from '../../state/types.ts';

/** The live objects of both services; made when the state has none. */
export function workflowsOf(state: ServerState): WorkflowsState {
  state.workflows ??= { connections: [], integrations: [], alerts: [], targets: [], thresholdAlerts: [] };
  return state.workflows;
}
