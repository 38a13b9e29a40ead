import type { WireRequest } from './wire.ts';

/** A request that would change a server was about to be sent to one that is only read. Nothing was sent. */
export class ReadOnlyRefusal extends Error {
  override readonly name = 'ReadOnlyRefusal';
}

type Body = Record<string, unknown>;
interface Rule {
  method: 'GET' | 'POST';
  path: RegExp;
  /** Decides on the parsed body and the parameters of the URL; without it, the body must be empty. */
  when?: (body: Body, parameters: URLSearchParams) => boolean;
}

const queryKeys = new Set([
  'filter',
  'select',
  'select_wildcard',
  'fold',
  'group',
  'order',
  'limit',
  'offset',
  'having',
  'virtual_columns',
  'table',
  'action',
]);

/** The requests that read (contract §2 to §10). Whatever is not listed counts as writing. */
const rules: Rule[] = [
  { method: 'GET', path: /^\/api\/(is_configured|config|logout|session|limits|list|get)$/ },
  { method: 'GET', path: /^\/api\/callstack$/, when: (_, parameters) => parameters.get('action') === 'get' },
  {
    method: 'POST',
    path: /^\/api\/login$/,
    when: (body) => hasOnly(body, ['username', 'password', 'token']),
  },
  {
    method: 'POST',
    path: /^\/api\/bpg$/,
    when: (body) => hasOnly(body, ['actions']) && everyAction(body.actions, ['schema', 'get']),
  },
  {
    method: 'POST',
    path: /^\/api\/query$/,
    when: (body, parameters) =>
      hasOnly(body, queryKeys) && isOneOf(body.action, [undefined, 'describe']) && onlyDescribes(parameters),
  },
  { method: 'POST', path: /^\/api\/control$/, when: (body) => isOneOf(body.action, ['rpstatus', 'status']) },
  { method: 'POST', path: /^\/api\/control\/audit$/, when: (body) => body.action === 'extract' },
  {
    method: 'POST',
    path: /^\/api\/control\/(shml|histogram)$/,
    when: (body) => isOneOf(body.action, ['list', 'extract']),
  },
  { method: 'POST', path: /^\/api\/svclayer$/, when: (body) => isOneOf(body.action, ['list', 'status']) },
  { method: 'POST', path: /^\/api\/sampling$/, when: (body) => body.action === 'status' },
  {
    method: 'POST',
    path: /^\/api\/symfile$/,
    when: (body) => isOneOf(body.action, ['summary', 'symbols', 'archives', 'missing_symbols']),
  },
  { method: 'GET', path: /^\/api\/symbold\/(status|symbolserver)\/universe\/[^/]+(\/project\/[^/]+)?$/ },
  { method: 'GET', path: /^\/api\/symbold\/symbolserver\/details\/[^/]+$/ },
  { method: 'GET', path: /^\/api\/symbold\/logs\/symbolserver\/[^/]+(\/text)?$/ },
  { method: 'GET', path: /^\/api\/symbold\/((white|black)list\/[^/]+|skiplist\/[^/]+(\/text\/[^/]+)?)$/ },
  { method: 'GET', path: /^\/api\/symbold\/queue\/(events(\/count)?|missingSymbols)$/ },
  // Other side services, wherever they live: workflows, alerts, metrics importer.
  { method: 'GET', path: /\/universes\/[^/]+\/connections(\/[^/]+)?$/ },
  { method: 'GET', path: /\/universes\/[^/]+\/projects\/[^/]+\/(?:integrations|alerts)(?:\/[^/]+)?$/ },
  { method: 'GET', path: /^(?!\/api\/(post|delete|control|bpg)\b).*\/(targets|alerts)(\/[^/]+)?$/ },
  { method: 'GET', path: /\/projects\/[^/]+\/logs$/ },
];

/** Whether this request only reads, so that it may be sent to the old server and be repeated. */
export function isReading(request: WireRequest): boolean {
  const body = bodyOf(request);
  if (body === undefined) return false;
  return rules.some(
    (rule) =>
      rule.method === request.method &&
      rule.path.test(request.url.pathname) &&
      (rule.when ? rule.when(body, request.url.searchParams) : Object.keys(body).length === 0),
  );
}

/** What the pack makes, and where (contract §4.1, §6.1, §9). Symbols and errors come as they are. */
const making: Rule[] = [
  { method: 'POST', path: /^(\/api)?\/post$/ },
  {
    method: 'POST',
    path: /^\/api\/bpg$/,
    when: (body) =>
      hasOnly(body, ['actions']) &&
      everyAction(body.actions, ['create']) &&
      (body.actions as { type?: unknown }[]).every(({ type }) =>
        isOneOf(type, ['configuration/report', 'configuration/signup_pending']),
      ),
  },
  { method: 'POST', path: /\/universes\/[^/]+\/connections$/, when: () => true },
  { method: 'POST', path: /\/universes\/[^/]+\/projects\/[^/]+\/(integrations|alerts)$/, when: () => true },
];

/** Whether this request only makes something new that the pack knows how to remove. */
export function isMaking({ method, url, ...request }: WireRequest): boolean {
  return making.some((rule) => {
    if (rule.method !== method || !rule.path.test(url.pathname)) return false;
    return rule.when === undefined || rule.when(bodyOf({ method, url, ...request }) ?? {}, url.searchParams);
  });
}

/** The parsed body, `{}` without one, `undefined` where it is neither a JSON object nor a form. */
function bodyOf(request: WireRequest): Body | undefined {
  if (request.body === undefined) return {};
  if (typeof request.body !== 'string') return undefined;
  if (request.headers['content-type'] === 'application/x-www-form-urlencoded') {
    return Object.fromEntries(new URLSearchParams(request.body));
  }
  try {
    const parsed: unknown = JSON.parse(request.body);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Body)
      : undefined;
  } catch {
    return undefined;
  }
}

function hasOnly(body: Body, allowed: Iterable<string>): boolean {
  const names = new Set(allowed);
  return Object.keys(body).every((key) => names.has(key));
}

function isOneOf(value: unknown, allowed: unknown[]): boolean {
  return allowed.includes(value);
}

function everyAction(actions: unknown, allowed: string[]): boolean {
  return (
    Array.isArray(actions) &&
    actions.length > 0 &&
    actions.every((each: unknown) => isOneOf((each as Body | null)?.action, allowed))
  );
}

function onlyDescribes(parameters: URLSearchParams): boolean {
  return parameters.getAll('action').every((action) => action === 'describe');
}
