import { z } from 'zod';
import { Unanswered } from '../unanswered.ts';
import { type Owned, type OwnRow, proven } from '../undo/owned.ts';
import type { Ask } from './ask.ts';
import { ServerRefused } from './refused.ts';
import { understood } from './reply.ts';
import type { ApiRequest } from './request.ts';
import type { Grounds } from './wire.ts';

/** One type of the configuration database (contract §6.2). */
export type BpgType = Record<string, { type: string; constraints: string[] }>;
export type BpgSchema = Record<string, BpgType>;
export type BpgRow = Record<string, unknown>;

const model = 'configuration';
const envelope = z.looseObject({
  results: z.array(
    z.looseObject({
      text: z.string().optional(),
      string: z.string().optional(),
      result: z.unknown().optional(),
    }),
  ),
});
const rowsOfType = z.array(z.record(z.string(), z.unknown()));
const schemaOfModel = z.record(
  z.string(),
  z.record(z.string(), z.looseObject({ type: z.string(), constraints: z.array(z.string()).default([]) })),
);

export function bpgReading(ask: Ask) {
  /** Rows by type, and the refusal of each type that the server does not hand out; one request. */
  const rowResults = async (types: readonly string[]): Promise<Map<string, BpgRow[] | ServerRefused>> => {
    if (types.length === 0) return new Map();
    const actions = types.map((type) => ({ action: 'get', type: `${model}/${type}` }));
    const results = await perform(ask, actions);
    const asked = ask.asked(bpgRequest(actions));
    return new Map(
      types.map((type, index): [string, BpgRow[] | ServerRefused] => {
        const result = results[index];
        if (result instanceof ServerRefused) return [type, result];
        return [type, understood(rowsOfType, result, { ...asked, asked: `${asked.asked} (get ${type})` })];
      }),
    );
  };

  return {
    rowResults,
    /** The schema of the configuration: types, their fields and constraints. */
    async schema(): Promise<BpgSchema> {
      const actions = [{ action: 'schema', model }];
      const [result] = await perform(ask, actions);
      if (result instanceof ServerRefused) throw result;
      const known = understood(schemaOfModel, result, ask.asked(bpgRequest(actions)));
      return Object.fromEntries(
        Object.entries(known).map(([type, fields]) => [type.replace(/^configuration\//, ''), fields]),
      );
    },
    /** All rows of each type; one request. Throws `ServerRefused` naming the types that the server refused. */
    async rows(types: readonly string[]): Promise<Record<string, BpgRow[]>> {
      const results = [...(await rowResults(types))];
      failOnRefusals(results);
      return Object.fromEntries(results as [string, BpgRow[]][]);
    },
  };
}

/** What the pack makes in the configuration database; nothing is ever modified there. */
export type MadeRow = 'report' | 'signup_pending';

export function bpgWriting(ask: Ask) {
  const change = async (action: Action, grounds: Grounds): Promise<unknown> => {
    const [result] = await perform(ask, [{ ...action, type: `${model}/${action.type}` }], grounds);
    if (result instanceof ServerRefused) throw result;
    return result;
  };
  return {
    /** Makes a row; gives what the server says of it (contract §6.1). Throws `ServerRefused`. */
    createRow: (type: MadeRow, object: BpgRow): Promise<unknown> =>
      change({ action: 'create', type, object }, 'makes'),
    /** Deletes a row of the run, and nothing that refers to it. Throws `ServerRefused`. */
    async deleteRow(row: Owned<OwnRow>): Promise<void> {
      await change({ action: 'delete', ...proven(row) }, [row]);
    },
  };
}

interface Action {
  action: string;
  type?: string;
  key?: BpgRow;
  object?: BpgRow;
}

function bpgRequest(actions: readonly Action[]): ApiRequest {
  return {
    method: 'POST',
    path: '/api/bpg',
    json: { actions },
    token: 'query',
    confidential: true,
    received: (body) => summary(actions, body),
  };
}

/** The results in the order of the actions; a failed action's result is its refusal. */
async function perform(ask: Ask, actions: readonly Action[], grounds?: Grounds): Promise<unknown[]> {
  const request = { ...bpgRequest(actions), ...(grounds ? { grounds } : {}) };
  const asked = ask.asked(request);
  const { results } = understood(envelope, await ask.json(request), asked);
  if (results.length !== actions.length) {
    throw new Unanswered(
      `${asked.asked} at ${asked.where}: ${actions.length} actions were sent and ${results.length} results came back`,
      { ...asked, next: 'Compare the reply with the version of the server.' },
    );
  }
  return results.map((each, index) => {
    const status = each.string || each.text || 'no status';
    if (status === 'success') return each.result;
    const action = actions[index];
    const named = `${asked.asked} (${[action?.action, action?.type?.replace(`${model}/`, '')].join(' ').trim()})`;
    return new ServerRefused({ said: status, status: 200, asked: named, where: asked.where });
  });
}

function failOnRefusals(results: readonly (readonly [string, unknown])[]): void {
  const refused = results.filter((each): each is [string, ServerRefused] => each[1] instanceof ServerRefused);
  const first = refused[0]?.[1];
  if (!first) return;
  if (refused.length === 1) throw first;
  throw new ServerRefused({
    said: refused.map(([name, refusal]) => `${name}: ${refusal.said}`).join('; '),
    status: first.status,
    asked: 'POST /api/bpg',
    where: first.where,
  });
}

function summary(actions: readonly Action[], body: string): string {
  const parsed = envelope.safeParse(JSON.parse(body));
  if (!parsed.success) return '';
  return parsed.data.results
    .map((each, index) => {
      const action = actions[index];
      const status = each.string || each.text || 'no status';
      const count = Array.isArray(each.result) ? `${each.result.length} rows` : status;
      return `${action?.action} ${action?.type?.replace(`${model}/`, '') ?? ''}: ${status === 'success' ? count : status}`;
    })
    .join('; ');
}
