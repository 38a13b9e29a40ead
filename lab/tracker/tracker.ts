import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { basicAuth } from 'hono/basic-auth';
import { z } from 'zod';
import { listen } from '../coronerd/listening/opened.ts';
import { trackerAccount } from './account.ts';

/** A ticket of the tracker. */
export interface Ticket {
  id: string;
  key: string;
  fields: Record<string, unknown>;
}

export interface RunningTracker {
  port: number;
  /** Live, by key. */
  tickets: Map<string, Ticket>;
  /** How many were made so far, deleted ones among them. */
  made(): number;
  close(): Promise<void>;
}

const creation = z.looseObject({
  fields: z.looseObject({
    project: z.looseObject({ key: z.string() }),
    summary: z.string().min(1),
    issuetype: z.looseObject({ name: z.string() }),
  }),
});

/** A small Jira-like tracker on 127.0.0.1, with basic authentication; it also takes a partner's webhooks. */
export async function startTracker(): Promise<RunningTracker> {
  const tickets = new Map<string, Ticket>();
  let made = 0;
  const app = trackerApp(tickets, () => ++made);
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  const { close } = await listen(server, 0, '127.0.0.1');
  return { port: (server.address() as AddressInfo).port, tickets, made: () => made, close };
}

function trackerApp(tickets: Map<string, Ticket>, nextNumber: () => number): Hono {
  const missing = { errorMessages: ['Issue Does Not Exist'], errors: {} };
  return new Hono()
    .post('/hooks/:name', (c) => c.body(null, 204))
    .get('/browse/:key', (c) =>
      tickets.has(c.req.param('key')) ? c.html('<title>ticket</title>') : c.notFound(),
    )
    .use('/rest/api/2/*', basicAuth(trackerAccount))
    .post('/rest/api/2/issue', async (c) => {
      const parsed = creation.safeParse(await c.req.json().catch(() => undefined));
      if (!parsed.success) return c.json({ errorMessages: [], errors: { fields: 'are not complete' } }, 400);
      const last = nextNumber();
      const ticket = { id: String(10_000 + last), key: `${parsed.data.fields.project.key}-${last}` };
      tickets.set(ticket.key, { ...ticket, fields: { ...parsed.data.fields, status: { name: 'Open' } } });
      return c.json({ ...ticket, self: new URL(`/rest/api/2/issue/${ticket.id}`, c.req.url).href }, 201);
    })
    .get('/rest/api/2/search', (c) => {
      const words = /~ "([^"]*)"/.exec(c.req.query('jql') ?? '')?.[1] ?? '';
      const issues = [...tickets.values()].filter(({ fields }) => JSON.stringify(fields).includes(words));
      return c.json({ startAt: 0, maxResults: 50, total: issues.length, issues });
    })
    .get('/rest/api/2/issue/:key', (c) => {
      const ticket = tickets.get(c.req.param('key'));
      return ticket ? c.json(ticket) : c.json(missing, 404);
    })
    .get('/rest/api/2/issue/:key/remotelink', (c) => c.json([]))
    .delete('/rest/api/2/issue/:key', (c) =>
      tickets.delete(c.req.param('key')) ? c.body(null, 204) : c.json(missing, 404),
    );
}
