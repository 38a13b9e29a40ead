import { excerpt } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';
import type { Ask } from './ask.ts';
import { ListCutter } from './list-cutter.ts';
import { jsonOf } from './reply.ts';
import type { ApiRequest } from './request.ts';

/** Takes elements of the list of this number. What it throws is told as not understood. */
type Read = (elements: unknown[], list: number) => void;

/**
 * Asks for JSON with lists that may have millions of elements, and reads it without holding it: see `ListCutter` for
 * `depth`, for what `read` is given, and for the JSON that is returned. `begin` is called again for each attempt.
 * Throws as `Ask.json` does, and `Unanswered` for elements that are not understood.
 */
export async function readLongLists(
  ask: Ask,
  request: ApiRequest,
  depth: number,
  begin: () => Read,
): Promise<unknown> {
  let cutter = new ListCutter(depth, () => {});
  const reply = await ask.pieces(request, () => {
    cutter = new ListCutter(depth, begin());
    const current = cutter;
    return (piece) => current.push(piece);
  });
  const asked = ask.asked(request);
  if (cutter.problem !== undefined && reply.status < 300) {
    throw new Unanswered(
      `${asked.asked} at ${asked.where} was answered with JSON that was not understood (${excerpt(cutter.problem, 200)})`,
      { asked: asked.asked, where: asked.where, next: 'Compare the reply with the version of the server.' },
    );
  }
  const body = cutter.problem === undefined ? cutter.rest : reply.body;
  return jsonOf({ ...reply, body }, asked);
}
