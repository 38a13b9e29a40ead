import { probeProject } from '../probe-project.ts';
import type { Random } from '../random.ts';
import { integerOf } from '../row.ts';
import type { Row } from '../types.ts';

const home = [
  'desktop',
  'Web Shop',
  'überwachung',
  "O'Brien's tools",
  'backend',
  'ios-app',
  'launcher',
  'payments',
];
const other = ['desktop', 'game-client', 'telemetry'];

/** So many projects in the two universes, the probe project and (from 8 on) a deleted one among them. */
export function projects(random: Random, universes: Row[], accounts: Row[], count: number): Row[] {
  const rows: Row[] = [project(1, universes[0], probeProject, 1)];
  for (let index = 0; rows.length < count; index++) {
    const [universe, names] = index % 4 === 3 ? [universes[1], other] : [universes[0], home];
    const place = index % 4 === 3 ? Math.floor(index / 4) : index - Math.floor((index + 1) / 4);
    const owner = random.pick(
      accounts.filter((user) => user.universe === universe?.id && user.deleted === 0),
    );
    rows.push(
      project(rows.length + 1, universe, names[place] ?? `service-${index + 1}`, integerOf(owner, 'uid')),
    );
  }
  const last = rows.at(-1);
  if (last && count >= 8) last.deleted = 1;
  return rows;
}

function project(pid: number, universe: Row | undefined, name: string, owner: number): Row {
  return { pid, universe: integerOf(universe, 'id'), name, owner, deleted: 0 };
}

/** Submission tokens: of the old kind and with capabilities; the probe project has one without `sync:post`. */
export function tokens(random: Random, rows: Row[]): { token: Row[]; api_token: Row[] } {
  const token: Row[] = [];
  const api_token: Row[] = [];
  for (const { pid, owner, name } of rows) {
    const base = { project: pid ?? 0, owner: owner ?? 0 };
    if (name === probeProject) {
      api_token.push({ id: random.hex(64), ...base, capabilities: 'error:post sync:post', metadata: null });
      api_token.push({ id: random.hex(64), ...base, capabilities: 'error:post', metadata: null });
      continue;
    }
    token.push({ id: random.hex(64), ...base });
    api_token.push({ id: random.hex(64), ...base, capabilities: 'error:post symbol:post', metadata: null });
    api_token.push({
      id: random.hex(64),
      ...base,
      capabilities: 'query:post object:get',
      metadata: bucket(random),
    });
  }
  return { token, api_token };
}

function bucket(random: Random): string | null {
  if (random.chance(0.6)) return null;
  return JSON.stringify({ buckets: { nightly: { attributes: ['version'], set: { channel: 'nightly' } } } });
}

/** Who may do what in a project, by person and by team. */
export function members(random: Random, rows: Row[], accounts: Row[], team: Row[]): Record<string, Row[]> {
  const project_member_user: Row[] = [];
  const project_member_team: Row[] = [];
  for (const { pid, universe } of rows) {
    const people = accounts.filter((user) => user.universe === universe && user.deleted === 0);
    for (const user of random.shuffle(people).slice(0, 3)) {
      project_member_user.push({
        project: pid ?? 0,
        user: user.uid ?? 0,
        role: random.pick(['admin', 'member', 'guest']),
      });
    }
    const local = team.filter((each) => each.universe === universe);
    project_member_team.push({ project: pid ?? 0, team: random.pick(local).id ?? 0, role: 'member' });
  }
  return { project_member_user, project_member_team };
}
