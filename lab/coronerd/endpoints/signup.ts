import { Hono } from 'hono';
import { z } from 'zod';
import { rowsOf, textOf } from '../../state/row.ts';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter } from '../failure.ts';
import { administrator, identify } from '../identity.ts';
import type { LabEnv } from '../input.ts';
import { universeOf } from '../scope.ts';

const resend = z.object({ action: z.literal('resend'), form: z.object({ username: z.string() }) });

/** `POST /api/signup`: sends an invitation again (contract §2.7). */
export function signupEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().post('/signup', (c) => {
    const user = administrator(identify(coronerd, c.var.input.token));
    const universe = universeOf(coronerd, user, c.var.input.parameters.get('universe'));
    const parsed = resend.safeParse(c.var.input.json());
    if (!parsed.success) throw invalidParameter('action', "'resend' with form.username");
    const { username } = parsed.data.form;
    const pending = rowsOf(coronerd.state, 'signup_pending').find((row) => {
      return row.universe === universe.id && row.username === username;
    });
    if (!pending) return c.json({ status: 'error', message: `nobody named '${username}' is invited` });
    coronerd.mails.push({ to: textOf(pending, 'email'), subject: 'Invitation' });
    return c.json({ status: 'ok' });
  });
}
