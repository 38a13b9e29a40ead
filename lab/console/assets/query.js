import { ask } from './api.js';

/** Groups of an aggregation: total of errors, number of groups, and for each its key, count and cells by column. */
export async function aggregate(path, query) {
  const { response } = await ask(path, { method: 'POST', body: query });
  const names = response.columns_desc.map(({ name, op }) => `${op} ${name}`);
  const groups = response.values.map(([key, cells, count]) => {
    return { key, count, cells: Object.fromEntries(names.map((name, place) => [name, cells[place]])) };
  });
  const { rows, groups: groupCount } = response.cardinalities.having;
  return { errors: rows, groupCount, groups };
}

/** Rows of a selection, each with its object id and its values by column. */
export async function select(path, query) {
  const { response } = await ask(path, { method: 'POST', body: query });
  const columns = response.columns_desc.map(({ name }, place) => [name, unrolled(response.values[place])]);
  const ids = response.objects[0]
    .slice(1)
    .flat()
    .flatMap(([first, more = 0]) => {
      return Array.from({ length: more + 1 }, (_, place) => first + place);
    });
  return ids.map((id, row) => {
    return { id, values: Object.fromEntries(columns.map(([name, values]) => [name, values[row]])) };
  });
}

function unrolled([, ...runs]) {
  return runs.flatMap(([value, times]) => Array(times).fill(value));
}

/** Frames of a callstack as queries give it: JSON text. */
export function framesOf(callstack) {
  return callstack ? (JSON.parse(callstack).frame ?? []) : [];
}
