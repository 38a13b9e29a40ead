import { z } from 'zod';
import { numeric } from './documents.ts';

/** An id of the workflows or alerts service; number or text, handed back as it came. */
const id = z.union([z.number(), z.string()]);
const options = z.record(z.string(), z.unknown()).nullish();

/** An account at a third party, of a whole universe (contract §9). */
export const connection = z.looseObject({ id, name: z.string(), pluginId: z.string().nullish(), options });

/** A notification or ticket channel of one project. */
export const integration = z.looseObject({
  id,
  watcherName: z.string().nullish(),
  name: z.string().nullish(),
  pluginId: z.string().nullish(),
  /** `enabled`, `disabled`, `stopped`. */
  state: z.string().nullish(),
  options,
  synchronizeIssues: z.unknown().optional(),
  synchronizeIssuesOnAdd: z.unknown().optional(),
  connectionId: id.nullish(),
});

/** What makes integrations of a project fire. Times in ms. */
export const alert = z.looseObject({
  id,
  name: z.string(),
  state: z.string().nullish(),
  condition: z.unknown().optional(),
  frequency: numeric.nullish(),
  executionDelay: numeric.nullish(),
  threshold: numeric.nullish(),
  filters: z.array(z.unknown()).nullish(),
  integrations: z.array(id).nullish(),
});

/** Whom the alerts service tells (contract §10). */
export const target = z.looseObject({
  id,
  name: z.string(),
  target_type: z.string().nullish(),
  workflow1: z.unknown().optional(),
});

/** An alert on a threshold, of the alerts service. Times in seconds. */
export const thresholdAlert = z.looseObject({
  id,
  name: z.string(),
  enabled: z.unknown().optional(),
  query: z.unknown().optional(),
  query_period: numeric.nullish(),
  min_notification_interval: numeric.nullish(),
  mute_until: numeric.nullish(),
  targets: z.array(id).nullish(),
  triggers: z.array(z.unknown()).nullish(),
});

export type WorkflowId = z.output<typeof id>;
export type Connection = z.output<typeof connection>;
export type Integration = z.output<typeof integration>;
export type WorkflowAlert = z.output<typeof alert>;
export type AlertTarget = z.output<typeof target>;
export type ThresholdAlert = z.output<typeof thresholdAlert>;

/** The name of an integration: `watcherName` in requests, perhaps `name` in replies of other versions. */
export function integrationName({ watcherName, name, id }: Integration): string {
  return watcherName ?? name ?? `#${id}`;
}
