import { administrator } from '../../state/administrator.ts';
import type { TestServer } from '../../testing/server.ts';

/** Somebody with a browser's session: what the cookie opens, and nothing else. */
export interface Visitor {
  cookie: string;
  get(path: string): Promise<Response>;
  /** The text of a page. */
  page(path: string): Promise<string>;
  post(path: string, body: unknown): Promise<Response>;
}

/** Logs in by the request of the form, with the right password unless another is given. */
export async function logIn(
  server: TestServer,
  username = administrator.username,
  password?: string,
): Promise<Visitor> {
  const known = server.state.passwords[username] ?? '';
  const body = new URLSearchParams({ username, password: password ?? known });
  const response = await fetch(`${server.url}/api/login`, { method: 'POST', body });
  const [cookie = ''] = response.headers.getSetCookie().map((each) => each.split(';')[0] ?? '');
  return visitor(server, cookie);
}

/** Somebody with a cookie, or none. */
export function visitor(server: TestServer, cookie = ''): Visitor {
  const get: Visitor['get'] = (path) => fetch(server.url + path, { headers: { cookie }, redirect: 'manual' });
  return {
    cookie,
    get,
    page: async (path) => (await get(path)).text(),
    post: (path, body) => {
      const headers = { cookie, 'content-type': 'application/json' };
      return fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    },
  };
}

/** Names and addresses of the links in the settings menu of a page. */
export function menuOf(page: string): { name: string; path: string }[] {
  const [, menu = ''] = /<nav class="side"[^>]*>([\s\S]*?)<\/nav>/.exec(page) ?? [];
  return [...menu.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g)].map(([, path = '', name = '']) => {
    return { path: unescaped(path), name: unescaped(name) };
  });
}

/** The heading of a page. */
export function headingOf(page: string): string {
  return unescaped(/<h1[^>]*>([^<]*)<\/h1>/.exec(page)?.[1] ?? '');
}

function unescaped(text: string): string {
  return text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
