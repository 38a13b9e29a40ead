import { referenceOf, schema } from '../coronerd/bpg/schema.ts';
import type { Random } from './random.ts';
import type { Row } from './types.ts';

/** Types whose ids are fixed by the installation. */
const fixed = new Set(['listener', 'ssl', 'smtp', 'instance_retention']);

/** Other numeric ids for the rows of a configuration, the same for a row and for everything that refers to it. */
export class Renumbering {
  /** By `type.field`. */
  readonly #numbers = new Map<string, Map<number, number>>();

  constructor(tables: Record<string, Row[]>, random: Random) {
    for (const [type, fields] of Object.entries(schema)) {
      if (fixed.has(type)) continue;
      for (const [name, field] of Object.entries(fields)) {
        if (!field.constraints.includes('autoincrement')) continue;
        this.#numbers.set(`${type}.${name}`, renumber(tables[type] ?? [], name, random));
      }
    }
  }

  /** The row with its own ids and those that it refers to changed. */
  row(type: string, row: Row): Row {
    const changed: Row = {};
    for (const [name, value] of Object.entries(row)) {
      const field = schema[type]?.[name];
      const reference = field && referenceOf(field);
      const key = reference ? `${reference.type}.${reference.field}` : `${type}.${name}`;
      changed[name] = typeof value === 'number' ? (this.#numbers.get(key)?.get(value) ?? value) : value;
    }
    return changed;
  }

  /** The new `pid` of a project. */
  pid(old: number): number {
    return this.#numbers.get('project.pid')?.get(old) ?? old;
  }
}

function renumber(rows: Row[], field: string, random: Random): Map<number, number> {
  const offset = random.integer(1, 50);
  const places = random.shuffle(rows.map((_, place) => place));
  return new Map(rows.map((row, place) => [Number(row[field]), offset + (places[place] ?? place)]));
}
