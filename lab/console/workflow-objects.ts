import { z } from 'zod';
import type { ServerState } from '../state/types.ts';

const place = { universe: z.string(), project: z.string() };
const objects = z.looseObject({
  connections: z
    .array(z.looseObject({ id: z.number(), universe: z.string(), name: z.string(), pluginId: z.string() }))
    .default([]),
  integrations: z
    .array(
      z.looseObject({
        ...place,
        watcherName: z.string(),
        pluginId: z.string(),
        state: z.string(),
        connectionId: z.number().nullable().default(null),
      }),
    )
    .default([]),
  alerts: z.array(z.looseObject({ ...place, name: z.string(), state: z.string() })).default([]),
  thresholdAlerts: z.array(z.looseObject({ ...place, name: z.string(), enabled: z.boolean() })).default([]),
});

/** What the services workflows and alerts keep, as far as the console shows it; empty where there is nothing. */
export function workflowObjects(state: ServerState): z.output<typeof objects> {
  return objects.parse(Reflect.get(state, 'workflows') ?? {});
}
