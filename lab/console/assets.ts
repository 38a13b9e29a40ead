import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import type { PageEnv } from './page-env.ts';

const contentTypes: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Style sheet, icon and scripts of the console, from the folder beside this file. */
export function assets(): Hono<PageEnv> {
  return new Hono<PageEnv>().get('/:name{[a-z-]+\\.(css|js|svg)}', async (c) => {
    const name = c.req.param('name');
    const contentType = contentTypes[name.split('.').at(-1) ?? ''] ?? '';
    try {
      const content = await readFile(new URL(`./assets/${name}`, import.meta.url));
      return c.body(new Uint8Array(content), 200, {
        'content-type': contentType,
        'cache-control': 'max-age=300',
      });
    } catch {
      return c.notFound();
    }
  });
}
