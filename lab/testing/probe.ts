import { probeToken, type Reply, type TestServer } from './server.ts';

/** Project of test submissions. */
export const probe = 'migration-probe';

/** Submits to the probe project by its token, as JSON unless told otherwise. */
export async function submit(
  server: TestServer,
  body: RequestInit['body'],
  headers: Record<string, string> = {},
  more: Record<string, string> = {},
): Promise<{ status: number; body: Reply }> {
  const parameters = new URLSearchParams({ token: probeToken(server.state), format: 'json', ...more });
  const response = await fetch(`${server.url}/post?${parameters}`, { method: 'POST', body, headers });
  return { status: response.status, body: await response.json() };
}

/** What the probe project holds: encoded ids and, by column, encoded values. */
export async function stored(server: TestServer): Promise<Reply> {
  const select = [
    'hostname',
    'version',
    'error.message',
    'classifiers',
    'callstack',
    'fingerprint',
    'timestamp',
  ];
  const { response } = await server.query(probe, { filter: [{ _tx: [['greater-than', 0]] }], select });
  return { ids: response.objects[0][1], values: response.values.map(([, ...runs]: unknown[][]) => runs) };
}
