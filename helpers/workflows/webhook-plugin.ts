import type { Connection, Integration } from '../coronerd/workflows-documents.ts';
import { isSecretField } from '../inventory/secrets.ts';

/**
 * The one place for what is not known of the webhook plugin: its id, and the names of its options. The vendor demands
 * credentials also where nobody asks for them. Where the server has a webhook already, its own names are used instead.
 */
const assumed = {
  pluginId: 'webhook',
  options: (url: string) => ({ url, username: dummy, password: dummy }),
};

const dummy = 'migration-probe';

/** What is needed to make a webhook of one's own. */
export interface WebhookPlugin {
  pluginId: string;
  /** Options of the connection; undefined where webhooks of this server have none. */
  connection?: Record<string, unknown>;
  integration: Record<string, unknown>;
  /** Where the names of the options come from, for the outcome. */
  source: string;
  /** The names are an assumption: webhooks of this server may have no connection at all. */
  assumed: boolean;
}

/** Whether this is a webhook, as far as its plugin's name tells. */
export function isWebhook({ pluginId }: { pluginId?: string | null }): boolean {
  return /^web-?hooks?$/i.test(pluginId ?? '');
}

/**
 * Options for a webhook that calls `url`, with dummy credentials: after the pattern of a webhook that the server has,
 * nothing of whose secrets, headers or address is kept, else as assumed.
 */
export function webhookPlugin(
  url: string,
  integrations: readonly Integration[],
  connections: readonly Connection[],
): WebhookPlugin {
  const example = integrations.find((each) => isWebhook(each));
  const connection = example && connections.find(({ id }) => String(id) === String(example.connectionId));
  const own = example && { ...connection?.options, ...example.options };
  if (!example || !JSON.stringify(filledIn(own, url) ?? null).includes(url)) {
    const { pluginId, options } = assumed;
    const source = `plugin "${pluginId}" (options ${Object.keys(options(url)).join(', ')}): assumed, because the server has no webhook to learn from`;
    return { pluginId, connection: options(url), integration: options(url), source, assumed: true };
  }
  const source = 'options named as those of a webhook that the server has';
  return {
    pluginId: example.pluginId ?? assumed.pluginId,
    ...(connection ? { connection: record(filledIn(connection.options, url)) } : {}),
    integration: record(filledIn(example.options, url)),
    source,
    assumed: false,
  };
}

/** The same options for another address: every URL becomes this one, every credential a dummy. */
function filledIn(value: unknown, url: string, field = ''): unknown {
  if (/headers?$/i.test(field)) return undefined;
  if (isSecretField(field)) return isObject(value) ? mapped(value, () => dummy) : dummy;
  if (/^(user(name)?|login|e-?mail)$/i.test(field)) return dummy;
  if (typeof value === 'string') {
    if (/^https?:\/\//i.test(value)) return url;
    // A word such as POST or basic may be one of a few that are allowed; anything else may be somebody's.
    return /^[a-z][a-z-]{0,15}$/i.test(value) ? value : dummy;
  }
  if (Array.isArray(value)) return value.map((each) => filledIn(each, url));
  return isObject(value) ? mapped(value, (inner, name) => filledIn(inner, url, name)) : value;
}

function mapped(
  object: Record<string, unknown>,
  change: (value: unknown, name: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, value]) => {
      const changed = change(value, name);
      return changed === undefined ? [] : [[name, changed]];
    }),
  );
}

function record(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
