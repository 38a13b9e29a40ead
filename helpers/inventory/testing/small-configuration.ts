import type { BpgRow, BpgSchema } from '../../coronerd/bpg.ts';
import { entriesOf } from '../rows.ts';

export const text = (...constraints: string[]) => ({ type: 'text', constraints });
export const integer = (...constraints: string[]) => ({ type: 'integer', constraints });
const schema: BpgSchema = {
  universe: { id: integer('primary', 'autoincrement'), name: text('unique'), deleted: integer() },
  users: {
    uid: integer('primary', 'autoincrement'),
    username: text('unique'),
    universe: integer('references universe(id)'),
    password: { type: 'blob', constraints: [] },
    metadata: text(),
    __create: integer(),
  },
  project: {
    pid: integer('primary', 'autoincrement'),
    universe: integer('references universe(id)'),
    name: text(),
    owner: integer('references users(uid)'),
  },
  api_token: {
    id: text('primary'),
    project: integer('references project(pid)'),
    capabilities: text(),
    metadata: text(),
  },
  attribute: { project: integer(), name: text(), type: text() },
  project_retention: {
    id: integer('autoincrement'),
    project: integer('primary', 'references project(pid)'),
    rules: text(),
  },
  project_sampling: { project: integer('primary'), configuration: text(), disabled: integer() },
  listener: { id: integer('primary'), port: integer() },
  sso: {
    id: integer('primary', 'autoincrement'),
    universe: integer(),
    entity: text(),
    certificate_key: text(),
    settings: text(),
  },
  widget: { id: integer('primary', 'autoincrement'), label: text('unique'), size: integer() },
  resource_override: { universe: integer(), uid: integer(), name: text(), value: text() },
};

export type Rows = Record<string, BpgRow[]>;
export const take = (rows: Rows) => entriesOf(new Map(Object.entries(rows)), schema);
export const base = (shift: number): Rows => ({
  universe: [{ id: 1 + shift, name: 'main', deleted: 0 }],
  users: [
    {
      uid: 5 + shift,
      username: 'bob',
      universe: 1 + shift,
      password: '6162',
      metadata: '{"last":1}',
      __create: 10 + shift,
    },
  ],
  project: [{ pid: 7 + shift, universe: 1 + shift, name: 'a/"b" $(x)', owner: 5 + shift }],
});
