import { rowsOf, textOf } from '../../state/row.ts';
import type { Issue, ServerState, StoredError } from '../../state/types.ts';
import type { Column, Kind } from './column.ts';
import { issuesTable } from './issues-table.ts';
import { objectsTable } from './objects-table.ts';

/** Rows that can be queried, by columns that are built when first asked for. */
export interface Table {
  readonly size: number;
  /** Object ids by row. */
  readonly ids: readonly number[];
  /** Attributes that can be queried. */
  kinds(): (Kind & { description: string; custom: boolean })[];
  column(name: string): Column | undefined;
}

/** Columns of the tables of unique aggregations beside those of errors (contract §3.2). */
const aggregationAttributes = [
  { name: '_end_timestamp', type: 'uint64', format: 'unix_timestamp' },
  { name: '_duration', type: 'uint64', format: 'seconds' },
  { name: '_name', type: 'dictionary', format: 'none' },
  { name: '_count', type: 'uint64', format: 'none' },
].map((kind) => ({ ...kind, description: '' }));

/** The indices over the stored errors, per project, kept until the project changes. */
export class Tables {
  readonly #state: ServerState;
  readonly #lastIds = new Map<number, number>();
  readonly #kept = new Map<
    string,
    { table: Table; errors: StoredError[]; length: number; attributes: string }
  >();

  constructor(state: ServerState) {
    this.#state = state;
  }

  objects(pid: number): Table {
    return this.#table(`objects ${pid}`, pid, (attributes) => {
      return objectsTable(this.errors(pid), this.issues(pid), attributes);
    });
  }

  groups(pid: number): Table {
    return this.#table(`issues ${pid}`, pid, () => issuesTable(this.errors(pid), this.issues(pid)));
  }

  /** What `metrics` and the tables of unique aggregations hold: nothing, since nobody sends such events here. */
  events(pid: number): Table {
    return this.#table(`events ${pid}`, pid, (attributes) =>
      objectsTable([], [], [...aggregationAttributes, ...attributes]),
    );
  }

  /** The live list of errors of a project. */
  errors(pid: number): StoredError[] {
    this.#state.errors[pid] ??= [];
    return this.#state.errors[pid];
  }

  /** The object id for the next error of a project; ids of deleted errors do not come again. */
  nextId(pid: number): number {
    this.keepId(pid);
    return (this.#lastIds.get(pid) ?? 0) + 1;
  }

  /** Remembers the highest object id of a project, before errors are deleted. */
  keepId(pid: number): void {
    this.#lastIds.set(pid, Math.max(this.errors(pid).at(-1)?.id ?? 0, this.#lastIds.get(pid) ?? 0));
  }

  /** The live list of triage states of a project. */
  issues(pid: number): Issue[] {
    this.#state.issues ??= {};
    this.#state.issues[pid] ??= [];
    return this.#state.issues[pid];
  }

  /** To be called after any change of a project's errors or issues. */
  changed(pid: number): void {
    this.#kept.delete(`objects ${pid}`);
    this.#kept.delete(`issues ${pid}`);
  }

  #table(key: string, pid: number, build: (attributes: (Kind & { description: string })[]) => Table): Table {
    const custom = rowsOf(this.#state, 'attribute')
      .filter((row) => row.project === pid)
      .map((row) => ({
        name: textOf(row, 'name'),
        type: textOf(row, 'type'),
        format: textOf(row, 'format'),
        description: textOf(row, 'description'),
      }));
    const attributes = JSON.stringify(custom);
    const errors = this.errors(pid);
    const kept = this.#kept.get(key);
    const fresh = kept?.errors === errors && kept.length === errors.length && kept.attributes === attributes;
    if (kept && fresh) return kept.table;
    const table = build(custom);
    this.#kept.set(key, { table, errors, length: errors.length, attributes });
    return table;
  }
}
