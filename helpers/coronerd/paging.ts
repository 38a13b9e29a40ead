import { Unanswered } from '../unanswered.ts';
import type { Filter, Selected, SelectRequest } from './query.ts';
import type { ObjectRow } from './run-length.ts';

const defaultPage = 5000;

/**
 * Every error that matches, newest id first, page by page (contract §3.7): each page asks for ids below the lowest
 * seen, so that errors which arrive meanwhile shift nothing. Ends when the server says that no more match, else at an
 * empty page: a short page proves nothing, because the server may have a limit of its own.
 */
export async function* everyRow(
  ask: (request: SelectRequest) => Promise<Selected>,
  request: Omit<SelectRequest, 'order' | 'offset'>,
): AsyncGenerator<ObjectRow, void, undefined> {
  const limit = request.limit ?? defaultPage;
  let below: number | undefined;
  for (;;) {
    const filter = bounded(request.filter, below);
    const page = await ask({ ...request, filter, limit, order: [{ name: '_tx', ordering: 'descending' }] });
    let lowest = below ?? Number.POSITIVE_INFINITY;
    for (const row of page.rows) {
      if (row.id >= lowest) throw outOfOrder(row.id, lowest);
      lowest = row.id;
      yield row;
    }
    if (page.rows.length === 0 || (page.matched !== null && page.matched <= page.rows.length)) return;
    below = lowest;
  }
}

function bounded(filter: Filter, below: number | undefined): Filter {
  const bound: Filter[string] = [below === undefined ? ['at-least', '0'] : ['less-than', String(below)]];
  return { ...filter, _tx: [...(filter._tx ?? []), ...bound] };
}

function outOfOrder(id: number, lowest: number): Unanswered {
  return new Unanswered(
    `while paging, object ${id.toString(16)} came after ${lowest.toString(16)}: the server ignored the order or the filter on _tx`,
    {
      asked: 'POST /api/query',
      where: 'the server',
      next: 'Compare the reply with the version of the server.',
    },
  );
}
