import type { ReadableServer } from '../coronerd/server.ts';

/** The names of the server: as it is reached, and as it calls itself in the login document. */
export async function takeHosts(server: Pick<ReadableServer, 'login' | 'url'>): Promise<string[]> {
  const { hostname, host } = await server.login();
  const { url } = server;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const own = [hostname, host].filter((name): name is string => name !== undefined && name !== '');
  return [
    ...new Set([
      url.hostname,
      `${url.hostname}:${port}`,
      ...own.flatMap((name) => [name, `${name}:${port}`]),
    ]),
  ];
}
