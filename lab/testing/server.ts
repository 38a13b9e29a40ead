import type { Coronerd } from '../coronerd/coronerd.ts';
import { PortPlan } from '../coronerd/listening/ports.ts';
import type { SymbolHosts } from '../coronerd/symbold/hosts.ts';
import type { ThirdParties } from '../coronerd/workflows/third-party.ts';
import { type RunningServer, startServer } from '../server.ts';
import { cutoff } from '../state/cutoff.ts';
import { defaultServer } from '../state/default-server.ts';
import { probeProject } from '../state/probe-project.ts';
import { Random } from '../state/random.ts';
import { findRow, rowsOf, textOf } from '../state/row.ts';
import type { ServerState } from '../state/types.ts';

/** A small old server whose console speaks plain HTTP. */
export function smallState(seed = 5): ServerState {
  const state = defaultServer(new Random(seed), { projects: 5, errors: 60, symbols: 12, until: cutoff });
  state.listeners = state.listeners.map((listener) => ({ ...listener, protocol: 'http' }));
  return state;
}

/** A running server and the words to talk to it. */
export interface TestServer extends RunningServer {
  url: string;
  /** A session token of the superuser that is always good. */
  token: string;
  get(path: string, parameters?: Record<string, string>): Promise<Response>;
  post(path: string, body: unknown, parameters?: Record<string, string>): Promise<Response>;
  /** POST of JSON, and the reply's JSON. */
  ask(path: string, body: unknown, parameters?: Record<string, string>): Promise<Reply>;
  query(project: string, body: unknown): Promise<Reply>;
}

/** A JSON reply, to be looked into by tests. */
// biome-ignore lint/suspicious/noExplicitAny: tests read replies of any shape and fail where it is another.
export type Reply = any;

/** Starts a server for a test; `reaches` are the other machines that it knows. */
export async function startTestServer(
  state: ServerState = smallState(),
  reaches: { symbolHosts?: SymbolHosts; thirdParties?: ThirdParties; post?: Coronerd['post'] } = {},
): Promise<TestServer> {
  const authority = { pem: '', issue: async () => ({ cert: '', key: '' }) };
  const server = await startServer(state, {
    address: '127.0.0.1',
    plan: new PortPlan(['127.0.0.1']),
    authority,
    ...reaches,
  });
  const console = state.listeners.find((listener) => listener.type === 'http/console');
  const url = `http://127.0.0.1:${server.port(console?.id ?? 0)}`;
  const token = state.tokens.admin ?? '';
  const at = (path: string, parameters: Record<string, string> = {}) => {
    return `${url}${path}?${new URLSearchParams({ token, universe: 'acme', ...parameters })}`;
  };
  const post: TestServer['post'] = (path, body, parameters) => {
    const headers = { 'content-type': 'application/json' };
    return fetch(at(path, parameters), { method: 'POST', headers, body: JSON.stringify(body) });
  };
  const ask: TestServer['ask'] = async (path, body, parameters) =>
    (await post(path, body, parameters)).json();
  return {
    ...server,
    url,
    token,
    get: (path, parameters) => fetch(at(path, parameters)),
    post,
    ask,
    query: (project, body) => ask('/api/query', body, { project }),
  };
}

/** The submission token of the probe project with or without `sync:post`. */
export function probeToken(state: ServerState, sync = true): string {
  const project = findRow(state, 'project', 'name', probeProject);
  const rows = rowsOf(state, 'api_token').filter((row) => row.project === project?.pid);
  return textOf(
    rows.find((row) => textOf(row, 'capabilities').includes('sync:post') === sync),
    'id',
  );
}
