import { recordingServer } from '../../coronerd/testing/recording-server.ts';
import type { TrackerSettings } from '../../settings/settings.ts';

/** A tracker that lets `me` in, as far as the trials of this folder ask it. */
export interface SmallTracker {
  settings(password?: string): TrackerSettings;
  /** Tickets by key: their description. */
  tickets: Map<string, string>;
  /** When it says that its tickets were created. */
  created?: string;
  /** What it does with a deletion: 204, or a refusal. */
  deletion: number;
  /** Category of the status that a ticket may go to. */
  category: string;
  close(): Promise<void>;
}

export async function smallTracker(): Promise<SmallTracker> {
  const recording = await recordingServer(({ method, path, headers, parameters, body }, response) => {
    const { tickets, deletion, category, created } = small;
    const send = (status: number, body?: object): undefined =>
      void response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(body && JSON.stringify(body));
    if (headers.authorization !== `Basic ${Buffer.from('me:tracker-password').toString('base64')}`)
      return send(401);
    if (path.endsWith('/search')) {
      if (!/^text ~ "[0-9a-f]{64}"$/.test(parameters.get('jql') ?? '')) return send(400, {});
      return { issues: [...tickets].map(([key, description]) => ({ key, fields: { description } })) };
    }
    const [, key = '', rest] = /\/rest\/api\/2\/issue\/([^/]+)(\/.*)?$/.exec(path) ?? [];
    const description = tickets.get(key);
    if (description === undefined) return send(404, {});
    if (rest === '/transitions' && method === 'GET')
      return { transitions: [{ id: '5', to: { statusCategory: { key: category } } }] };
    if (rest === '/transitions' && body.toString() === '{"transition":{"id":"5"}}') {
      tickets.set(key, 'closed');
      return send(204);
    }
    if (rest === '/remotelink') return [{ object: { url: 'https://remote.example.com/x' } }];
    if (method === 'DELETE') {
      if (deletion === 204) tickets.delete(key);
      return send(deletion);
    }
    return { key, fields: { description, created } };
  });
  const small: SmallTracker = {
    settings: (password = 'tracker-password') => ({
      url: new URL(`http://127.0.0.1:${recording.port}/`),
      username: 'me',
      password,
    }),
    tickets: new Map(),
    deletion: 204,
    category: 'new',
    close: () => recording.close(),
  };
  return small;
}
