import { createHash } from 'node:crypto';
import { connectNew, type WritableServer } from '../../coronerd/server.ts';
import {
  type Arrived,
  jsonBody,
  limits,
  recordingServer,
  settingsFor,
} from '../../coronerd/testing/recording-server.ts';

type Kept = Record<string, unknown> & { id: number };

/** A server with one project and a workflows service, as far as the trials of this folder ask it. */
export interface SmallServer {
  server: WritableServer;
  /** Objects of the service by kind. */
  objects: Record<'connections' | 'integrations' | 'alerts', Kept[]>;
  errors: { mark: string; fingerprint: string; report?: object }[];
  /** What the issue of each group is linked to. */
  tickets: Map<string, object[]>;
  close(): Promise<void>;
}

export interface Behaviour {
  /** Called for each submitted error, with the options of the webhooks that alerts name. */
  onError?: (fingerprint: string, webhooks: Record<string, unknown>[]) => unknown;
  /** Called when an issue is linked. */
  onTicket?: (server: SmallServer, fingerprint: string, value: object[]) => unknown;
  /** What is answered instead; undefined: as usual. */
  instead?: (arrived: Arrived) => unknown;
}

export const project = { universe: 'u', name: 'p' };

export async function smallServer({ onError, onTicket, instead }: Behaviour = {}): Promise<SmallServer> {
  const objects: SmallServer['objects'] = { connections: [], integrations: [], alerts: [] };
  const errors: SmallServer['errors'] = [];
  const tickets: SmallServer['tickets'] = new Map();
  let last = 0;

  const service = ({ method, path }: Arrived, body: () => Record<string, unknown>): unknown => {
    const [, kind = '', id] = /\/(connections|integrations|alerts)(?:\/(\d+))?$/.exec(path) ?? [];
    const list = objects[kind as keyof typeof objects];
    if (method === 'GET')
      return { success: true, body: id ? list.find((each) => each.id === Number(id)) : list };
    if (method === 'POST') {
      last += 1;
      list.push({ ...body(), id: last });
      return { success: true, body: { id: last } };
    }
    const place = list.findIndex((each) => each.id === Number(id));
    if (place < 0) return { error: 'no such object' };
    list.splice(place, 1);
    return { success: true, body: {} };
  };

  const query = (body: Record<string, unknown>): unknown => {
    const [filter] = body.filter as [Record<string, [string, string][]>];
    const [name = '', conditions = []] = Object.entries(filter)[0] ?? [];
    const [operator, wanted = ''] = conditions[0] ?? [];
    const select = body.select as string[];
    if (body.table === 'issues') {
      const ticket = tickets.get(wanted);
      return selected(['ticket'], ticket ? [{ id: 1, values: [JSON.stringify(ticket)] }] : []);
    }
    const rows = errors.flatMap(({ mark, fingerprint }, place) => {
      const value = name === 'fingerprint' ? fingerprint : mark;
      const fits = operator === 'contains' ? value.includes(wanted) : value === wanted;
      const values: Record<string, unknown> = { _tx: place + 1, application: mark, fingerprint };
      return fits ? [{ id: place + 1, values: select.map((each) => values[each]) }] : [];
    });
    return selected(select, rows);
  };
  const stored = (object: string | null): object => {
    const { report, fingerprint } = errors[Number.parseInt(object ?? '', 16) - 1] ?? {};
    return report ? { ...report, fingerprint } : { error: { message: 'no such object' } };
  };

  const answer = (arrived: Arrived): unknown => {
    const other = instead?.(arrived);
    if (other !== undefined) return other;
    const body = () => jsonBody(arrived);
    switch (arrived.path) {
      case '/api/login':
        return { token: 'a1'.repeat(32), universes: { u: {} } };
      case '/api/config':
        return { services: [{ name: 'workflows', endpoint: '/api/workflows' }] };
      case '/api/post': {
        const report = body() as { attributes: { application: string }; threads: object };
        const fingerprint = createHash('sha256').update(JSON.stringify(report.threads)).digest('hex');
        errors.push({ mark: report.attributes.application, fingerprint, report });
        const told = new Set(objects.alerts.flatMap((alert) => alert.integrations as number[]));
        const webhooks = objects.integrations.filter(({ id }) => told.has(id));
        onError?.(
          fingerprint,
          webhooks.map(({ options }) => options as Record<string, unknown>),
        );
        return { response: 'ok', _rxid: 'x' };
      }
      case '/api/get':
        return stored(arrived.parameters.get('object'));
      case '/api/delete': {
        const { objects: doomed } = body() as { objects: string[] };
        const kept = errors.filter((_, place) => !doomed.includes((place + 1).toString(16)));
        errors.splice(0, errors.length, ...kept);
        return { response: 'ok' };
      }
      case '/api/query':
        return query(body());
      case '/api/issue': {
        const { fingerprint, ticket } = body() as { fingerprint: [string]; ticket: { value: object[] } };
        if (ticket.value.length === 0) tickets.delete(fingerprint[0]);
        else tickets.set(fingerprint[0], ticket.value);
        onTicket?.(small, fingerprint[0], ticket.value);
        return { results: [{ fingerprint: fingerprint[0] }] };
      }
      default:
        return arrived.path.startsWith('/api/workflows/') ? service(arrived, body) : {};
    }
  };

  const recording = await recordingServer(answer);
  const server = connectNew(settingsFor(recording.port), limits);
  const small: SmallServer = {
    server,
    objects,
    errors,
    tickets,
    async close() {
      await server.close();
      await recording.close();
    },
  };
  return small;
}

function selected(names: string[], rows: { id: number; values: unknown[] }[]): object {
  return {
    response: {
      columns: names.map((name) => [name, '']),
      objects: [['*', rows.map(({ id }) => [id])]],
      values: names.map((_, column) => ['*', ...rows.map(({ values }) => [values[column] ?? null, 1])]),
    },
  };
}
