import type { ServerResponse } from 'node:http';
import { type Arrived, jsonBody } from '../../coronerd/testing/recording-server.ts';
import { type SymbolWorld, symbold, symfile } from './small-symbols.ts';

export const cutoff = 1_773_500_000;
export const names = ['web "app"', "it's; $(rm) é", 'c/d'];

/** What the small server holds and does. */
export interface World extends SymbolWorld {
  /** Timestamps of errors by project name. */
  errors: Record<string, number[]>;
  shift?: number;
  /** Name of the first universe; `main` by default. */
  universe?: string;
  /** A virtual column gives the number of the span instead of its first second. */
  spanNumbers?: boolean;
  refuse?: string[];
  moreProjects?: number;
}

/** Just enough of a server: counts errors as queries ask, and has a small configuration. */
export function answering(world: World) {
  const { shift = 0, errors, universe = 'main' } = world;
  const integer = { type: 'integer', constraints: [] };
  const text = { type: 'text', constraints: [] };
  const all = [...names, ...Array.from({ length: world.moreProjects ?? 0 }, (_, index) => `p${index}`)];
  const rows: Record<string, unknown[]> = {
    universe: [
      { id: 1 + shift, name: universe },
      { id: 2 + shift, name: 'side' },
    ],
    project: [
      ...all.map((name, index) => ({ pid: index + shift, universe: 1 + shift, name, deleted: 0 })),
      { pid: 900 + shift, universe: 1 + shift, name: 'deleted', deleted: 1 },
      { pid: 901 + shift, universe: 2 + shift, name: 'elsewhere', deleted: 0 },
    ],
    smtp: [],
  };
  const schema = {
    universe: { id: integer, name: text },
    project: { pid: integer, universe: integer, name: text, deleted: integer },
    smtp: { host: text },
  };
  const bpg = ({ action, type }: { action: string; type?: string }) => {
    const name = type?.replace('configuration/', '') ?? '';
    if (action === 'schema') return { text: 'success', result: schema };
    return name === 'smtp' && shift > 0
      ? { text: 'permission denied' }
      : { text: 'success', result: rows[name] };
  };
  return (arrived: Arrived, response: ServerResponse): unknown => {
    if (arrived.path.startsWith('/api/symbold/')) return symbold(world, arrived, response);
    if (world.refuse?.includes(arrived.path)) return { error: { message: 'not today' } };
    switch (arrived.path) {
      case '/api/login':
        return { token: 'token-of-a-session', hostname: `server${shift}.example` };
      case '/api/bpg':
        return { results: (jsonBody(arrived).actions as { action: string }[]).map(bpg) };
      case '/api/control':
        return {
          state: 'installed',
          children: {
            [universe]: {
              state: 'not installed',
              children: {
                p: {
                  state: 'installed',
                  rules: [
                    {
                      criteria: [{ type: 'object-age', op: 'at-least', value: 60 }],
                      actions: [{ type: 'compress', last_id: shift }],
                      next_object: shift,
                    },
                  ],
                },
              },
            },
            users: { state: 'x' },
            _x: { state: 'x' },
            side: { state: 'installed' },
          },
        };
      case '/api/sampling':
        return {
          universes: [
            {
              name: universe,
              projects: [
                {
                  name: 'p',
                  backoffs: {
                    reset_interval: '60',
                    backoffs: [{ count: '1', interval: 2 }],
                    groups: [shift],
                  },
                },
                { name: 'q' },
              ],
            },
          ],
        };
      case '/api/config':
        return { services: world.services ?? [] };
      case '/api/symfile':
        return symfile(world, arrived.parameters.get('project') ?? '', jsonBody(arrived).action);
      default:
        return query(world, errors[arrived.parameters.get('project') ?? ''], jsonBody(arrived));
    }
  };
}

function query(world: World, stored: number[] | undefined, body: Record<string, unknown>): unknown {
  if (!stored) return { error: { code: 2, message: 'no such project' } };
  const filter = body.filter as { timestamp: [string, string][] }[];
  const match = stored.filter((time) =>
    filter[0]?.timestamp.every(([op, limit]) =>
      op === 'at-least' ? time >= Number.parseFloat(limit) : time <= Number.parseFloat(limit),
    ),
  );
  const column = (body.virtual_columns as { quantize_uint: { size: number } }[] | undefined)?.[0];
  if (!column) {
    const cells = [
      [String(Math.min(...match)), Math.max(...match)],
      [new Set(match.map((time) => time % 3)).size],
    ];
    return {
      response: {
        columns: [
          ['range(timestamp)', ''],
          ['unique(fingerprint)', ''],
        ],
        values: match.length ? [['*', cells, match.length]] : [],
      },
    };
  }
  const { size } = column.quantize_uint;
  const counts = new Map<number, number>();
  for (const time of match) {
    const span = Math.floor(time / size) * (world.spanNumbers ? 1 : size);
    counts.set(span, (counts.get(span) ?? 0) + 1);
  }
  return { response: { values: [...counts].map(([key, count]) => [String(key), [], count]) } };
}
