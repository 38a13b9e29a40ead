import { z } from 'zod';
import { consoleGenerations } from './console-generations.ts';
import type { ServerState } from './types.ts';

const value = z.union([z.string(), z.number(), z.null()]);
const rows = z.array(z.record(z.string(), value));
const attachment = z.looseObject({
  id: z.string(),
  name: z.string(),
  contentType: z.string(),
  base64: z.string(),
});
const storedError = z.looseObject({
  id: z.int().nonnegative(),
  rxid: z.string(),
  timestamp: z.number(),
  fingerprint: z.string(),
  attributes: z.record(z.string(), value),
  callstack: z.array(z.string()),
  attachments: z.array(attachment),
});
const symbolFile = z.looseObject({ tag: z.string(), debugFile: z.string(), debugIdentifier: z.string() });
const symbolArchive = z.looseObject({ archiveId: z.string(), tag: z.string(), errors: z.array(z.string()) });
const missingSymbol = z.looseObject({ debugFile: z.string(), debugId: z.string() });
const listener = z.looseObject({
  id: z.int(),
  type: z.enum(['http/console', 'http/writer', 'reader']),
  protocol: z.enum(['http', 'https']),
  bind: z.string(),
  owner: z.string(),
});

/** Shape of a server's state; the machine is only looked at as far as the server itself needs it. */
const serverState = z.looseObject({
  side: z.enum(['old', 'new']),
  hostname: z.string().min(1),
  version: z.string(),
  configuration: z.record(z.string(), rows),
  passwords: z.record(z.string(), z.string()),
  tokens: z.record(z.string(), z.string()),
  errors: z.record(z.string(), z.array(storedError)),
  symbols: z.record(z.string(), z.array(symbolFile)),
  archives: z.record(z.string(), z.array(symbolArchive)).default({}),
  symbolServers: z.array(z.looseObject({})).default([]),
  missingSymbols: z.record(z.string(), z.array(missingSymbol)),
  audit: z.array(z.looseObject({})),
  storage: z.record(z.string(), z.looseObject({})),
  corrupted: z.array(z.number()),
  retentionNotInstalled: z.array(z.number()),
  services: z.array(z.looseObject({})),
  listeners: z.array(listener),
  identityProvider: z
    .looseObject({
      entityId: z.string(),
      serviceProvider: z.string(),
      users: z.array(z.object({ username: z.string(), password: z.string(), email: z.string() })),
      pageByPage: z.boolean().optional(),
    })
    .optional(),
  host: z.looseObject({ clockOffset: z.number(), units: z.record(z.string(), z.looseObject({})) }),
  behaviour: z.looseObject({}),
  console: z
    .looseObject({
      generation: z.enum(consoleGenerations),
      menuEntries: z.enum(['links', 'buttons']).optional(),
    })
    .optional(),
  workflows: z
    .looseObject({
      connections: z.array(z.looseObject({ id: z.number() })),
      integrations: z.array(z.looseObject({ id: z.number() })),
      alerts: z.array(z.looseObject({ id: z.number() })),
      targets: z.array(z.looseObject({ id: z.number() })),
      thresholdAlerts: z.array(z.looseObject({ id: z.number() })),
    })
    .optional(),
});

/** Reads a server's state from parsed JSON; throws an `Error` that names the first field that is wrong. */
export function readServerState(json: unknown, side: ServerState['side']): ServerState {
  const parsed = serverState.safeParse(json);
  if (parsed.success) return { ...(parsed.data as unknown as ServerState), side };
  const issue = parsed.error.issues[0];
  throw new Error(`${issue?.path.map(String).join('.') || 'the state'}: ${issue?.message}`);
}
