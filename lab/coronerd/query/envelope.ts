import type { Timings } from './timings.ts';

/** What is said about a query beside its result. */
export interface QueryFacts {
  user: string;
  universe: string;
  project: string;
  /** Newest object id that the query could see. */
  tx: number;
  /** Names of the projects that the asker may see. */
  navigation: string[];
  /** Rows that passed the filter. */
  rows: number;
  groups: number;
  filters: number;
  aggregates: number;
}

/** The part `_` of a query reply (contract §3.3). */
export function envelope(facts: QueryFacts, timings: Timings) {
  const { user, universe, project, tx, navigation, rows, groups } = facts;
  const total = timings.total();
  return {
    user,
    universe,
    project,
    tx,
    latency: `${total} us`,
    navigation,
    runtime: {
      filter: { time: timings.of('filter'), rows, n_filters: facts.filters, breakdown: [] },
      group_by: { time: timings.of('group_by'), groups, rows },
      having: { time: timings.of('having'), ungroup: 0, groups, rows },
      aggregate: {
        pre_having: timings.of('aggregate'),
        pre_sort: 0,
        post_sort: 0,
        n_aggregates: facts.aggregates,
        breakdown: [],
      },
      sort: { time: timings.of('sort'), groups, rows },
      render: { time: timings.of('render') },
      set: { time: timings.of('set') },
      merge: { time: timings.of('merge') },
      ungrouped: { time: timings.of('render'), having: 0, subqueries: [] },
      total_time: total,
      toplevel: { parse_end: 0, execute_begin: 0, execute_end: total, print_begin: total, print_end: total },
    },
  };
}
