/** Objects of the services workflows and alerts (contract §9, §10), each at its universe and project by name. */
export interface WorkflowsState {
  connections: WorkflowConnection[];
  integrations: WorkflowIntegration[];
  alerts: WorkflowAlert[];
  targets: AlertTarget[];
  thresholdAlerts: ThresholdAlert[];
}

export interface WorkflowConnection {
  id: number;
  universe: string;
  name: string;
  pluginId: string;
  options: Record<string, unknown>;
}

export interface WorkflowIntegration {
  id: number;
  universe: string;
  project: string;
  watcherName: string;
  pluginId: string;
  state: 'enabled' | 'disabled' | 'stopped';
  options: Record<string, unknown>;
  synchronizeIssues: boolean;
  synchronizeIssuesOnAdd: boolean;
  connectionId: number | null;
  /** Why it was stopped. */
  lastError?: string;
}

/** Times in ms. */
export interface WorkflowAlert {
  id: number;
  universe: string;
  project: string;
  name: string;
  state: 'enabled' | 'disabled' | 'stopped';
  condition: { name: string; timeFrame?: number; value?: number };
  frequency: number;
  executionDelay?: number;
  threshold?: number;
  filters: unknown[];
  /** Ids of integrations. */
  integrations: number[];
}

export interface AlertTarget {
  id: number;
  universe: string;
  project: string;
  name: string;
  target_type: string;
  workflow1: { workflow_name: string };
}

/** Times in seconds. */
export interface ThresholdAlert {
  id: number;
  universe: string;
  project: string;
  name: string;
  enabled: boolean;
  /** JSON text. */
  query: string;
  query_period: number;
  min_notification_interval: number;
  mute_until: number;
  /** Ids of targets. */
  targets: number[];
  triggers: object[];
}
