import { z } from 'zod';
import type { SymbolServer } from '../../../state/types.ts';
import { badInput } from './refusal.ts';

const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const url = z.url({ protocol: /^https?$/ });
const credentials = z.object({
  userName: z.string(),
  password: z.string(),
  awsConnection: z
    .object({
      bucketName: z.string().min(1),
      lowerFile: z.boolean().default(false),
      lowerId: z.boolean().default(false),
      usePdb: z.boolean().default(false),
    })
    .optional(),
});
const proxy = z.object({
  host: z.string().min(1),
  port: count(1, 65_535),
  username: z.string().default(''),
  password: z.string().default(''),
});

const settings = z.object({
  force: z.boolean().optional(),
  numberOfConcurrentDownload: count(1, 64).optional(),
  retryLimit: count(1, 100).optional(),
  retryTimeout: count(0, 86_400).optional(),
  timeout: count(1, 3_600).optional(),
  retain: z.boolean().optional(),
  serverCredentials: credentials.nullish(),
  proxy: proxy.nullish(),
});
const name = z.string().trim().min(1);
const creation = settings.extend({ url, name, whitelist: z.boolean().optional() });
const update = settings.extend({
  url: url.optional(),
  name: name.optional(),
  whiteList: z.boolean().optional(),
  ignoreCredentials: z.boolean().optional(),
});

/** What can be set of a server. */
type ServerSettings = Pick<SymbolServer, 'name' | 'url' | 'whitelistOnly' | 'concurrentDownloads'> &
  Pick<SymbolServer, 'retryLimit' | 'retryTimeout' | 'timeout' | 'retain' | 'credentials' | 'proxy'>;

/** Settings of a server that a request gives, and whether they are taken without a look at the server. */
export interface Given<T> {
  force: boolean;
  settings: T;
}

/** The vendor's defaults; times in seconds. */
const defaults = {
  whitelistOnly: false,
  concurrentDownloads: 5,
  retryLimit: 3,
  retryTimeout: 60,
  timeout: 30,
  retain: false,
  proxy: null,
};

/** The settings of a server to be added, with defaults for what is not given (contract §7). Throws 400. */
export function readCreation(json: unknown): Given<ServerSettings> {
  const given = parsed(creation, json);
  const { name, url } = given;
  const credentials = kept(given.serverCredentials);
  const flag = defined('whitelistOnly', given.whitelist);
  return {
    force: given.force ?? false,
    settings: { ...defaults, name, url, credentials, ...common(given), ...flag },
  };
}

/**
 * What an update changes: only what is given, except the credentials, which go when they are not given, unless it
 * says `ignoreCredentials`. The flag is spelt `whiteList` here (contract §7). Throws 400.
 */
export function readUpdate(json: unknown): Given<Partial<ServerSettings>> {
  const given = parsed(update, json);
  return {
    force: given.force ?? false,
    settings: {
      ...common(given),
      ...defined('name', given.name),
      ...defined('url', given.url),
      ...defined('whitelistOnly', given.whiteList),
      ...(given.ignoreCredentials ? {} : { credentials: kept(given.serverCredentials) }),
    },
  };
}

/** What both models spell alike, as far as it is given. */
function common(given: z.infer<typeof settings>): Partial<ServerSettings> {
  return {
    ...defined('concurrentDownloads', given.numberOfConcurrentDownload),
    ...defined('retryLimit', given.retryLimit),
    ...defined('retryTimeout', given.retryTimeout),
    ...defined('timeout', given.timeout),
    ...defined('retain', given.retain),
    ...defined('proxy', given.proxy),
  };
}

/** Reads a body; throws 400 that names the first field that is wrong. */
export function parsed<T>(schema: z.ZodType<T>, json: unknown): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw badInput(`${issue?.path.map(String).join('.') || 'body'}: ${issue?.message}`);
}

function defined<K extends keyof ServerSettings>(
  name: K,
  value: ServerSettings[K] | undefined,
): Pick<ServerSettings, K> | Record<string, never> {
  return value === undefined ? {} : ({ [name]: value } as Pick<ServerSettings, K>);
}

function kept(given: z.infer<typeof credentials> | null | undefined): SymbolServer['credentials'] {
  if (!given) return null;
  const { userName, password, awsConnection } = given;
  return { userName, password, ...(awsConnection ? { aws: awsConnection } : {}) };
}
