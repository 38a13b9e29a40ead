import { excerpt } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';
import { type Condition, conditionOf } from './condition.ts';

/** A service as the service layer lists it. */
export interface ListedService {
  name: string;
  condition: Condition;
  /** The fields that tell of its condition, as they were sent; empty where there are none. */
  said: string;
}

const containers = ['services', 'items', 'values', 'list', 'result', 'results', 'data', 'response', 'body'];
const nameFields = ['name', 'service', 'service_name', 'id', 'title'];
/** Of the envelope, no names of services. */
const envelope = new Set([
  'status',
  'state',
  'error',
  'success',
  'ok',
  'code',
  'message',
  'text',
  'token',
  '_',
]);

/**
 * The services in a reply of `POST /api/svclayer`, whose shape is UNKNOWN (contract §5.4): a list of them, an object that
 * has it under one of several names, or a map from name to condition. The one place that knows the shapes.
 * @throws Unanswered when it is none of these
 */
export function readServiceLayer(reply: unknown, where: string): ListedService[] {
  const found = servicesIn(reply, 0);
  if (found) return found;
  const shown = excerpt(JSON.stringify(reply) ?? String(reply), 500);
  throw new Unanswered(`the reply of the service layer is not understood: ${shown}`, {
    asked: 'POST /api/svclayer',
    where,
    next: 'run `morgue service status` and read it',
  });
}

function servicesIn(reply: unknown, depth: number): ListedService[] | undefined {
  if (Array.isArray(reply)) return allOf(reply.map(listed));
  if (!isObject(reply) || depth > 2) return undefined;
  if (depth > 0 && Object.keys(reply).length === 0) return [];
  for (const name of containers) {
    if (!Object.hasOwn(reply, name) || typeof reply[name] !== 'object') continue;
    const inner = servicesIn(reply[name], depth + 1);
    if (inner) return inner;
  }
  const entries = Object.entries(reply).filter(([name]) => !envelope.has(name.toLowerCase()));
  if (entries.length === 0 || entries.some(([name]) => containers.includes(name))) return undefined;
  return entries.map(([name, value]) => ({ name, ...conditionOf(value) }));
}

function listed(item: unknown): ListedService | undefined {
  if (typeof item === 'string') return { name: item, condition: 'unknown', said: '' };
  if (!isObject(item)) return undefined;
  const name = nameFields.map((field) => item[field]).find((value) => typeof value === 'string');
  if (typeof name === 'string') return { name, ...conditionOf(item) };
  const [only, ...others] = Object.entries(item);
  return only && others.length === 0 ? { name: only[0], ...conditionOf(only[1]) } : undefined;
}

function allOf(items: (ListedService | undefined)[]): ListedService[] | undefined {
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length ? known : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
