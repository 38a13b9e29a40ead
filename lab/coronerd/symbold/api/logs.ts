import { type Context, Hono } from 'hono';
import type { SymbolServer } from '../../../state/types.ts';
import type { Coronerd } from '../../coronerd.ts';
import type { LabEnv } from '../../input.ts';
import { asker, serverById } from './access.ts';
import { listReply } from './page.ts';
import { badInput } from './refusal.ts';

type Line = SymbolServer['log'][number];

/** Logs of symbol servers, newest line first, whole or the lines with a text. */
export function logRoutes(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>()
    .get('/symbolserver/:server', (c) => reply(coronerd, c, () => true))
    .get('/symbolserver/:server/text', (c) => {
      const text = c.req.query('text')?.toLowerCase();
      if (!text) throw badInput('text: missing');
      return reply(coronerd, c, ({ message }) => message.toLowerCase().includes(text));
    });
}

function reply(coronerd: Coronerd, c: Context<LabEnv>, wanted: (line: Line) => boolean): Response {
  const server = serverById(coronerd, asker(coronerd, c).user, c.req.param('server') ?? '');
  return listReply(coronerd, c, server.log.filter(wanted).reverse(), ({ timestamp, level, message }) => {
    return { date: new Date(timestamp).toISOString(), level, message };
  });
}
