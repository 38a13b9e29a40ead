import { z } from 'zod';

/** What the server tells a webhook of one group of errors, as far as it is judged (vendor's documentation of webhooks). */
export interface Notification {
  universe?: string;
  project?: string;
  application?: string;
  fingerprint: string;
  /** Address of the API that it comes from. */
  href?: string;
  /** Page of the group. */
  group_url?: string;
  /** Every URL in it, by the name of its field, but for what comes from the errors themselves. */
  links: { field: string; url: string }[];
}

const text = z.string().optional().catch(undefined);
const payload = z.looseObject({
  universe: text,
  project: text,
  application: text,
  fingerprint: z.string().min(1),
  href: text,
  group_url: text,
});

/** Fields that hold what a crashed program said: a URL in there is none of the server's. */
const ofErrors = ['attributes', 'callstack', 'classifiers', 'application'];
const deepest = 8;
const mostLinks = 200;

/** Reads the notifications of one call, in their order: one, or a list; undefined for anything that is none. */
export function readNotifications(body: string): (Notification | undefined)[] {
  try {
    const json: unknown = JSON.parse(body);
    return Array.isArray(json) && json.length > 0 ? json.map(notificationIn) : [notificationIn(json)];
  } catch {
    return [undefined];
  }
}

function notificationIn(json: unknown): Notification | undefined {
  const found = payload.safeParse(json);
  if (!found.success) return undefined;
  const { universe, project, application, fingerprint, href, group_url } = found.data;
  const links = linksIn(found.data).slice(0, mostLinks);
  return { universe, project, application, fingerprint, href, group_url, links };
}

function linksIn(value: unknown, field = '', depth = 0): Notification['links'] {
  if (typeof value === 'string') {
    return [...value.matchAll(/\bhttps?:\/\/[^\s"'<>\\)|]+/gi)].map(([url]) => ({ field, url }));
  }
  if (typeof value !== 'object' || value === null || depth > deepest) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    depth === 0 && ofErrors.includes(name)
      ? []
      : linksIn(inner, field === '' ? name : `${field}.${name}`, depth + 1),
  );
}
