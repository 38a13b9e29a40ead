/** A part of the configuration that two servers need not share, and why. */
export interface ServerLocal {
  type: string;
  /** Without it, the whole type. */
  field?: string;
  /** Only the rows whose `name` is this. */
  name?: string;
  because: string;
}

export const serverLocal: readonly ServerLocal[] = [
  { type: 'listener', because: 'ports and names of listeners are compared by the step network.listeners' },
  {
    type: 'users',
    field: 'password',
    because: 'it is a hash that may be salted anew; that accounts log in is proved by login.works',
  },
  {
    type: 'users',
    field: 'metadata',
    because: 'it holds what the console remembers of a user, such as the last login',
  },
  { type: 'signup_pending', field: 'token', because: 'servers since 2021 do not hand it out' },
  {
    type: 'resource_override',
    name: 'last_project_pid',
    because: 'it is the project that a user looked at last',
  },
];

/** Rows that this pack makes for the time of a step, and removes again: the other project may run meanwhile. */
const made = /^migration-probe-[0-9a-f]{16}/;

/** Whether something of this name was made by this pack, for the time of a step. */
export function isTemporary(name: string | null | undefined): boolean {
  return made.test(name ?? '');
}

const types = new Set(serverLocal.filter(({ field, name }) => !field && !name).map(({ type }) => type));

export function isServerLocalType(type: string): boolean {
  return types.has(type);
}

export function isServerLocalField(type: string, field: string): boolean {
  return serverLocal.some((each) => each.type === type && each.field === field);
}

export function isServerLocalRow(type: string, row: Record<string, unknown>): boolean {
  if ([row.title, row.name, row.username].some((name) => typeof name === 'string' && isTemporary(name)))
    return true;
  return serverLocal.some((each) => each.type === type && each.name !== undefined && each.name === row.name);
}
