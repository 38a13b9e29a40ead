import type { Context } from 'hono';
import type { Behaviour } from '../../../state/types.ts';
import type { Coronerd } from '../../coronerd.ts';
import type { LabEnv } from '../../input.ts';
import { badInput } from './refusal.ts';

/** Rows of a page when the request does not say (contract §7). */
const defaultTake = 10;

/**
 * One page of rows, numbered from 0, as `page` and `take` of the query say. The shape of lists is not known: it is
 * the lab's own, and the server's behaviour chooses another. Throws 400 for numbers that are none.
 */
export function listReply<T>(
  coronerd: Coronerd,
  c: Context<LabEnv>,
  rows: T[],
  shown: (row: T) => object,
): Response {
  const page = numberOf(c, 'page', 0, 0);
  const take = numberOf(c, 'take', defaultTake, 1);
  const items = rows.slice(page * take, (page + 1) * take).map(shown);
  return c.json(wrapped(coronerd.state.behaviour.symboldList, items, { total: rows.length, page, take }));
}

function wrapped(shape: Behaviour['symboldList'], items: object[], page: object): object {
  return shape === 'array' ? items : { [shape ?? 'items']: items, ...page };
}

function numberOf(c: Context<LabEnv>, name: string, usual: number, least: number): number {
  const text = c.req.query(name);
  if (text === undefined) return usual;
  if (!/^\d{1,9}$/.test(text) || Number(text) < least) throw badInput(`${name}: '${text}'`);
  return Number(text);
}
