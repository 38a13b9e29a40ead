import type { MiddlewareHandler } from 'hono';
import { rowsOf } from '../../state/row.ts';
import type { Lie, ServerState } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import type { QueryRequest } from '../query/request.ts';
import { liveProjects, type Scope } from '../scope.ts';

/** What a run of the pack made, by the name that it gave it. */
const made = /migration-probe-[0-9a-f]{16}/;

/** Whether the server lies in this way. */
function lies({ behaviour }: ServerState, way: Lie): boolean {
  return behaviour.lies?.includes(way) ?? false;
}

/** A selection as a lying server understands it: without its filter, or of the errors that were not asked for. */
export function misreadQuery(state: ServerState, request: QueryRequest): QueryRequest {
  if (!request.select) return request;
  const all = { fingerprint: [['is-set', undefined] as [string, unknown]] };
  if (lies(state, 'ignores-filters') || lies(state, 'other-projects')) return { ...request, filter: [all] };
  if (!lies(state, 'other-rows') || request.table !== 'objects') return request;
  return { ...request, filter: [{ ...all, application: [['not-contains', 'migration-probe']] }] };
}

/** The project that a lying server answers a selection from. */
export function mistakenScope(coronerd: Coronerd, scope: Scope, request: QueryRequest): Scope {
  if (!request.select || !lies(coronerd.state, 'other-projects')) return scope;
  const other = liveProjects(coronerd, scope.universe).find(
    ({ pid }) => pid !== scope.pid && (coronerd.state.errors[Number(pid)]?.length ?? 0) > 0,
  );
  return other ? { ...scope, pid: Number(other.pid) } : scope;
}

/** Replies that were given before are given again, and what a run made is told under the ids of what was there. */
export function lyingReplies(coronerd: Coronerd): MiddlewareHandler {
  const { state } = coronerd;
  const given = new Map<string, string>();
  return async (c, next) => {
    const asked = c.req.raw.clone();
    await next();
    const isJson = c.res.headers.get('content-type')?.startsWith('application/json');
    if (!state.behaviour.lies || !isJson || c.res.status !== 200) return;
    const body = await asked.text();
    const { pathname, searchParams } = new URL(c.req.url);
    const place = `${c.req.method} ${pathname}`;
    const text = await c.res.clone().text();
    if (lies(state, 'old-replies') && reads(place, body)) {
      searchParams.delete('token');
      const key = `${place}?${searchParams} ${body}`;
      given.set(key, given.get(key) ?? text);
      c.res = new Response(given.get(key), c.res);
      return;
    }
    const told = misleading(state, place, JSON.parse(text));
    if (told !== undefined) c.res = new Response(JSON.stringify(told), c.res);
  };
}

/** Requests whose reply may be an old one: a login has to go on working. */
function reads(place: string, body: string): boolean {
  if (/^POST \/api\/query$/.test(place)) return true;
  if (/^POST \/api\/bpg$/.test(place)) return !/"action":"(create|modify|delete)"/.test(body);
  return /^GET \/api\/(workflows|symbold)\//.test(place);
}

/** The reply with what the run made taken for something else; undefined where nothing is changed. */
function misleading(state: ServerState, place: string, reply: unknown): unknown {
  if (lies(state, 'other-ids') && place === 'POST /api/query') return withOtherIds(state, reply);
  if (place === 'POST /api/bpg') return misleadingRows(state, reply as Bpg);
  if (/\/api\/workflows\//.test(place) && !/\/\d+$/.test(place))
    return misleadingObjects(state, place, reply);
  return undefined;
}

/** Real errors' ids, in place of those that were selected by the mark. */
function withOtherIds(state: ServerState, reply: unknown): unknown {
  const { response } = reply as { response?: { objects?: [unknown, number[][]][] } };
  if (!response?.objects || !made.test(JSON.stringify(response))) return undefined;
  const real = Object.values(state.errors)
    .flat()
    .filter(({ attributes }) => !made.test(String(attributes.application)));
  response.objects = response.objects.map(([group, runs]) => [
    group,
    runs.map((_, place) => [real[place]?.id ?? 1]),
  ]);
  return reply;
}

interface Bpg {
  actions?: { action: string; type?: string }[];
  results?: { result?: unknown }[];
}

/** Rows of people, invitations and reports: real ones under the run's names, or the run's under real ids. */
function misleadingRows(state: ServerState, reply: Bpg): unknown {
  for (const [place, { action, type = '' }] of (reply.actions ?? []).entries()) {
    const result = reply.results?.[place];
    const table = type.replace('configuration/', '');
    if (action !== 'get' || !result || !['report', 'users', 'signup_pending'].includes(table)) continue;
    const rows = result.result as Record<string, unknown>[];
    const ours = rows.filter((row) => made.test(JSON.stringify(row)));
    const [real] = rows.filter((row) => !ours.includes(row));
    if (!real) continue;
    if (lies(state, 'other-ids')) for (const row of ours) Object.assign(row, idsOf(real));
    if (lies(state, 'other-rows') && ours[0]) Object.assign(real, namesOf(ours[0]));
    if (lies(state, 'other-projects') && table === 'report')
      Object.assign(real, { project: probePid(state) });
  }
  return reply;
}

function idsOf({ id, uid }: Record<string, unknown>): object {
  return { ...(id === undefined ? {} : { id }), ...(uid === undefined ? {} : { uid }) };
}

function namesOf({ title, username, email }: Record<string, unknown>): object {
  return title === undefined ? { username, email } : { title };
}

function probePid(state: ServerState): unknown {
  return rowsOf(state, 'project').find(({ name }) => name === 'migration-probe')?.pid;
}

/** Objects of the workflows service: the run's under a real id, real ones under the run's name, or of all projects. */
function misleadingObjects(state: ServerState, place: string, reply: unknown): unknown {
  const [, kind = ''] = /\/(connections|integrations|alerts)$/.exec(place) ?? [];
  const all = (state.workflows?.[kind as 'alerts'] ?? []) as {
    id: number;
    name?: string;
    watcherName?: string;
  }[];
  const real = all.find((each) => !made.test(JSON.stringify([each.name, each.watcherName])));
  const { body } = reply as { body?: unknown };
  if (!real || body === undefined) return undefined;
  const told = Array.isArray(body) ? (body as typeof all) : [body as (typeof all)[number]];
  const ours = told.filter((each) => made.test(JSON.stringify([each.name, each.watcherName])));
  if (lies(state, 'other-ids')) for (const each of ours) each.id = real.id;
  if (lies(state, 'other-rows') && ours[0])
    for (const each of told) Object.assign(each, { name: ours[0].name, watcherName: ours[0].watcherName });
  if (Array.isArray(body) && (lies(state, 'other-projects') || lies(state, 'ignores-filters')))
    return { success: true, body: structuredClone(all) };
  return reply;
}
