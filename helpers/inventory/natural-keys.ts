import type { BpgType } from '../coronerd/bpg.ts';

/**
 * The fields that name a row among its type on any server (contract §6.4, §12 (3)); a reference stands for the natural
 * key of what it refers to. An empty list = there is one row of this type.
 */
const known: Record<string, readonly string[]> = {
  universe: ['name'],
  users: ['universe', 'username'],
  project: ['universe', 'name'],
  token: ['project', 'id'],
  api_token: ['project', 'id'],
  attribute: ['project', 'name'],
  query: ['project', 'name'],
  deduplication: ['project', 'name'],
  scrubber: ['project', 'name'],
  report: ['project', 'title'],
  instance_retention: [],
  universe_retention: ['universe'],
  project_retention: ['project'],
  project_sampling: ['project'],
  server_side_actions: ['project'],
  limits: ['universe'],
  resource_override: ['universe', 'uid', 'name'],
  signup_pending: ['universe', 'email'],
  signup_whitelist: ['universe', 'domain'],
  team: ['universe', 'name'],
  team_member: ['team', 'user'],
  project_member_user: ['project', 'user'],
  project_member_team: ['project', 'team'],
  metric_group: ['project', 'name'],
  metric: ['metric_group', 'name'],
};

/** The natural key of a type that is known here. */
export function listedKeyOf(type: string): readonly string[] | undefined {
  return Object.hasOwn(known, type) ? known[type] : undefined;
}

/** References that the schema may leave undeclared, by field name; used where the field holds a number. */
const usualReferences: Record<string, readonly [type: string, field: string]> = {
  universe: ['universe', 'id'],
  project: ['project', 'pid'],
  owner: ['users', 'uid'],
  user: ['users', 'uid'],
  uid: ['users', 'uid'],
  team: ['team', 'id'],
  metric_group: ['metric_group', 'id'],
};

/** Where the field of a type refers to, as the schema declares it, else as its name says. */
export function referenceOf(
  type: string,
  field: string,
  schema: Record<string, BpgType>,
): readonly [type: string, field: string] | undefined {
  const declared = schema[type]?.[field];
  for (const constraint of declared?.constraints ?? []) {
    const match = /^references\s+(?:configuration\/)?([^\s(]+)\s*\(\s*([^\s)]+)\s*\)/i.exec(constraint);
    if (match?.[1] && match[2]) return [match[1], match[2]];
  }
  const usual = Object.hasOwn(usualReferences, field) ? usualReferences[field] : undefined;
  const isItself = usual?.[0] === type && usual[1] === field;
  return usual && !isItself && declared?.type === 'integer' && schema[usual[0]]?.[usual[1]]
    ? usual
    : undefined;
}

/** Whether the field is a number that this server gave out and that means nothing on another. */
export function isServerLocalId(type: string, field: string, schema: Record<string, BpgType>): boolean {
  const declared = schema[type]?.[field];
  if (!declared) return false;
  if (declared.constraints.includes('autoincrement')) return true;
  return declared.type === 'integer' && /^(id|uid|pid)$/.test(field) && !referenceOf(type, field, schema);
}

/**
 * The fields of the natural key: from the table, else the primary ones, else the unique ones, else `undefined` for
 * "every text that the row has".
 */
export function naturalKeyOf(type: string, schema: Record<string, BpgType>): readonly string[] | undefined {
  const fields = schema[type] ?? {};
  const listed = listedKeyOf(type);
  if (listed?.every((field) => field in fields)) return listed;
  for (const constraint of ['primary', 'unique']) {
    const all = Object.keys(fields).filter((field) => fields[field]?.constraints.includes(constraint));
    const portable = all.filter((field) => !isServerLocalId(type, field, schema));
    if (portable.length > 0 && portable.length === all.length) return portable;
  }
  return undefined;
}
