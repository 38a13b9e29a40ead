import { z } from 'zod';

/** A number that some versions send as text (contract §1.4). */
export const numeric = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d*)?$/)
    .transform(Number),
]);

/** A yes or no that is sent as boolean, 0/1 or text. */
export const flag = z.union([
  z.boolean(),
  numeric.transform((value) => value !== 0),
  z.null().transform(() => false),
]);

const endpoint = z.looseObject({ id: numeric.optional(), port: numeric, protocol: z.string() });

const service = z.looseObject({ name: z.string(), endpoint: z.string() });
export type Service = z.output<typeof service>;

const project = z.looseObject({
  name: z.string(),
  pid: numeric.optional(),
  deleted: flag.optional(),
  corrupted: flag.optional(),
  _tx: numeric.optional(),
});

const storage = z.looseObject({
  limit: numeric.optional(),
  counter: numeric.optional(),
  rejected: numeric.optional(),
});

const universe = z.looseObject({
  projects: z.array(z.string()).optional(),
  projects_ext: z.array(project).optional(),
  limits: z.looseObject({ storage: storage.optional() }).optional(),
});

/** Reply of `GET /api/config`; believed to be the login document without a session (contract §2.3). */
export const configDocument = z.looseObject({
  config: z.looseObject({ version: z.string().optional() }).default({}),
  endpoints: z.record(z.string(), z.array(endpoint)).default({}),
  services: z.array(service).default([]),
  hostname: z.string().optional(),
  host: z.string().optional(),
  tenant_separator: z.string().optional(),
  universe: z.looseObject({ id: numeric.optional(), name: z.string() }).nullish(),
  universes: z.record(z.string(), universe).default({}),
});
export type ConfigDocument = z.output<typeof configDocument>;

/** Reply of `POST /api/login` (contract §2.2). */
export const loginDocument = configDocument.extend({
  token: z.string().min(1),
  username: z.string().optional(),
  email: z.string().optional(),
  role: z.string().optional(),
  uid: numeric.optional(),
  user: z.looseObject({ username: z.string().optional(), superuser: flag.optional() }).nullish(),
  users: z.array(z.looseObject({})).optional(),
});
export type LoginDocument = z.output<typeof loginDocument>;
