import { findRow, integerOf, rowsOf, textOf } from '../state/row.ts';
import type { Row } from '../state/types.ts';
import { withMetadata } from './bpg/metadata.ts';
import type { Coronerd } from './coronerd.ts';
import { isSuperuser, visibleUniverses } from './identity.ts';

/** The document that login and configuration reply with (contract §2.2). */
export function loginDocument(coronerd: Coronerd, user: Row, token: string): object {
  const { state } = coronerd;
  const universes = visibleUniverses(coronerd, user);
  const own = findRow(state, 'universe', 'id', user.universe ?? null);
  const { username, email, role, uid } = user;
  return {
    token,
    config: { version: state.version },
    endpoints: endpoints(coronerd),
    services: state.services.map(({ name, endpoint }) => ({ name, endpoint })),
    hostname: state.hostname,
    host: state.hostname,
    tenant_separator: '.',
    role,
    username,
    email,
    uid,
    user: { ...withMetadata(coronerd, 'users', user), password: undefined, frontend_settings: {} },
    universe: { id: own?.id, name: own?.name, deleted: own?.deleted },
    universes: Object.fromEntries(
      universes.map((each) => [textOf(each, 'name'), universe(coronerd, each, user)]),
    ),
    users: usersOf(coronerd, user).map((each) => withMetadata(coronerd, 'users', each)),
    ephemeral: { last_project_pid: null },
    intercom: {},
    workflow: {},
  };
}

function endpoints(coronerd: Coronerd): Record<string, object[]> {
  const of = (type: string) => {
    const listeners = coronerd.state.listeners.filter((listener) => listener.type === type);
    return listeners.map(({ id, protocol }) => ({ id, port: coronerd.port(id), protocol }));
  };
  return { post: of('http/writer'), console: of('http/console') };
}

function universe(coronerd: Coronerd, row: Row, user: Row): object {
  const projects = rowsOf(coronerd.state, 'project').filter((project) => project.universe === row.id);
  const live = projects.filter((project) => project.deleted !== 1);
  const storage = coronerd.state.storage[textOf(row, 'name')] ?? { limit: 0, counter: 0, rejected: 0 };
  return {
    has_projects: live.length > 0,
    projects: live.map((project) => project.name),
    projects_ext: projects.map((project) => extended(coronerd, project, user)),
    limits: { storage, metadata: { features: [] } },
  };
}

function extended(coronerd: Coronerd, project: Row, user: Row): object {
  const pid = integerOf(project, 'pid');
  const member = rowsOf(coronerd.state, 'project_member_user').find(
    (row) => row.project === pid && row.user === user.uid,
  );
  return {
    ...project,
    role: isSuperuser(user) ? 'admin' : (member?.role ?? user.role),
    watchers: [],
    _tx: coronerd.state.errors[pid]?.at(-1)?.id ?? 0,
    ...(coronerd.state.corrupted.includes(pid) ? { corrupted: true } : {}),
  };
}

function usersOf(coronerd: Coronerd, user: Row): Row[] {
  const rows = rowsOf(coronerd.state, 'users');
  return isSuperuser(user) ? rows : rows.filter((row) => row.universe === user.universe);
}
