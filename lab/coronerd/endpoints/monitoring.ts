import { Hono } from 'hono';
import { z } from 'zod';
import { textOf } from '../../state/row.ts';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter } from '../failure.ts';
import { administrator, identify, isSuperuser } from '../identity.ts';
import type { LabEnv } from '../input.ts';
import { universeOf } from '../scope.ts';

const action = z.looseObject({
  action: z.enum(['list', 'activate', 'deactivate', 'extract']),
  form: z
    .looseObject({
      name: z.string().default(''),
      universe: z.string().optional(),
      samples: z.coerce.number().default(1_000),
    })
    .default({ name: '', samples: 1_000 }),
});

/** `POST /api/control/audit`, `/shml` and `/histogram`: what the server noted (contract §5.3). */
export function monitoringEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  const asked = (token: string | undefined, body: unknown) => {
    const user = administrator(identify(coronerd, token));
    const parsed = action.safeParse(body);
    if (!parsed.success) throw invalidParameter('action', parsed.error.issues[0]?.message ?? '');
    return { user, ...parsed.data };
  };
  return new Hono<LabEnv>()
    .post('/control/audit', (c) => {
      const { user } = asked(c.var.input.token, c.var.input.json());
      const own = textOf(universeOf(coronerd, user), 'name');
      const log = coronerd.state.audit.filter((entry) => isSuperuser(user) || entry.universe === own);
      return c.json({ response: { log } });
    })
    .post('/control/shml', (c) => {
      const { action, form } = asked(c.var.input.token, c.var.input.json());
      return c.json({ response: inMemoryLogs(coronerd, action, form) });
    })
    .post('/control/histogram', (c) => {
      const { action, form } = asked(c.var.input.token, c.var.input.json());
      return c.json({ response: histograms(coronerd, action, form) });
    });
}

function inMemoryLogs(coronerd: Coronerd, action: string, form: { name: string; universe?: string }): object {
  const { logs } = coronerd;
  if (action === 'list') return { logs: logs.list() };
  if (!logs.has(form.name)) throw invalidParameter('name', `no log '${form.name}'`);
  if (action === 'extract') return { [form.name]: logs.extract(form.name, form.universe) };
  logs.activate(form.name, action === 'activate');
  return { [form.name]: { status: 'ok' } };
}

function histograms(coronerd: Coronerd, action: string, form: { name: string; samples: number }): object {
  const { histograms: all } = coronerd;
  if (action === 'list') return { histograms: all.list() };
  if (!all.has(form.name)) throw invalidParameter('name', `no histogram '${form.name}'`);
  if (action === 'extract') return { [form.name]: { values: all.values(form.name) } };
  if (action === 'activate') all.activate(form.name, form.samples);
  else all.deactivate(form.name);
  return { [form.name]: { status: 'ok', message: action } };
}
