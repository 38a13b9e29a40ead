/** A field of a configuration type and what the server says of it (contract §6.2). */
export interface Field {
  type: 'text' | 'integer' | 'blob';
  constraints: string[];
}

export type Fields = Record<string, Field>;

const text = (...constraints: string[]): Field => ({ type: 'text', constraints });
const integer = (...constraints: string[]): Field => ({ type: 'integer', constraints });
const blob = (...constraints: string[]): Field => ({ type: 'blob', constraints });
const id = integer('primary', 'autoincrement');
const universe = integer('references universe(id)');
const project = integer('references project(pid)');
const user = integer('references users(uid)');
const team = integer('references team(id)');
const keyOf = (field: Field): Field => ({ ...field, constraints: ['primary', ...field.constraints] });

/** The types of the configuration database by name: those of contract §6.4, and smtp, ssl and saml beside them. */
export const schema: Record<string, Fields> = {
  universe: { id, name: text('unique'), deleted: integer() },
  users: {
    uid: id,
    username: text('unique'),
    email: text(),
    password: blob(),
    method: text(),
    universe,
    superuser: integer(),
    active: integer(),
    role: text(),
    metadata: text(),
    deleted: integer(),
  },
  project: { pid: id, universe, name: text(), owner: user, deleted: integer() },
  token: { id: text('primary'), project, owner: user },
  api_token: { id: text('primary'), project, owner: user, capabilities: text(), metadata: text() },
  attribute: {
    project: keyOf(project),
    name: text('primary'),
    type: text(),
    format: text(),
    description: text(),
  },
  query: { project: keyOf(project), name: text('primary'), owner: user, queries: text(), payload: text() },
  deduplication: {
    id: integer('autoincrement'),
    project: keyOf(project),
    name: text('primary'),
    rules: text(),
    languages: text(),
    platforms: text(),
    enabled: integer(),
    owner: user,
    priority: integer(),
  },
  scrubber: {
    id,
    project,
    name: text(),
    regexp: text(),
    builtin: text(),
    format: text(),
    target: text(),
    enable: integer(),
  },
  report: {
    id,
    project,
    owner: user,
    title: text(),
    rcpt: text(),
    period: text(),
    day: integer(),
    hour: integer(),
    timezone: text(),
    include_users: integer(),
    widgets: text(),
    metadata: text(),
  },
  instance_retention: { id, rules: text() },
  universe_retention: { id: integer('autoincrement'), universe: keyOf(universe), rules: text() },
  project_retention: { id: integer('autoincrement'), project: keyOf(project), rules: text() },
  project_sampling: { project: keyOf(project), configuration: text(), disabled: integer() },
  server_side_actions: { project: keyOf(project), configuration: text(), enabled: integer() },
  listener: {
    id,
    type: text(),
    port: integer(),
    protocol: text(),
    dns_name: text(),
    ssl: integer('references ssl(id)'),
    concurrency: integer(),
  },
  ssl: { id, name: text('unique'), certificate_chain_file: text(), key: text() },
  smtp: {
    id,
    host: text('unique'),
    port: integer(),
    security: text(),
    username: text(),
    from: text(),
    password: blob(),
  },
  saml: {
    universe: keyOf(universe),
    enabled: integer(),
    entity_id: text(),
    sso_url: text(),
    callback_url: text(),
    user_provisioning: integer(),
    admin_contact: text(),
    request_signature_algorithm: text(),
    request_private_key: text(),
    certificate: text(),
    private_key: text(),
  },
  limits: { universe: keyOf(universe), definition: text(), metadata: text() },
  resource_override: {
    universe: keyOf(universe),
    uid: keyOf(user),
    name: text('primary'),
    value: text(),
    owner: user,
  },
  signup_pending: {
    token: text(),
    universe: keyOf(universe),
    username: text(),
    email: text('primary'),
    method: text(),
    role: text(),
  },
  signup_whitelist: { universe: keyOf(universe), domain: text('primary'), role: text(), method: text() },
  team: { id, name: text(), universe },
  team_member: { team: keyOf(team), user: keyOf(user) },
  project_member_user: { project: keyOf(project), user: keyOf(user), role: text() },
  project_member_team: { project: keyOf(project), team: keyOf(team), role: text() },
  metric_group: { id, name: text(), project },
  metric: {
    metric_group: keyOf(integer('references metric_group(id)')),
    name: text('primary'),
    attribute_values: text(),
  },
};

/** Fields that together name a row for people; no two rows of a type may share them. */
export const naturalKeys: Record<string, string[]> = {
  project: ['universe', 'name'],
  team: ['universe', 'name'],
  scrubber: ['project', 'name'],
  metric_group: ['project', 'name'],
  report: ['project', 'title'],
  listener: ['type', 'protocol', 'port'],
};

/** The fields by which a row is found: the primary ones, else the unique and automatic ones (contract §6.2). */
export function keyFields(fields: Fields): string[] {
  const having = (...wanted: string[]) => {
    const found = Object.entries(fields).filter(([, field]) =>
      field.constraints.some((each) => wanted.includes(each)),
    );
    return found.map(([name]) => name);
  };
  const primary = having('primary');
  return primary.length > 0 ? primary : having('unique', 'autoincrement');
}

/** What a field refers to, for example `{ type: 'project', field: 'pid' }`. */
export function referenceOf(field: Field): { type: string; field: string } | undefined {
  for (const constraint of field.constraints) {
    const match = /^references (\w+)\((\w+)\)$/.exec(constraint);
    if (match?.[1] && match[2]) return { type: match[1], field: match[2] };
  }
  return undefined;
}
