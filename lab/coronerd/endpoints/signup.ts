import { Hono } from 'hono';
import { z } from 'zod';
import { rowsOf } from '../../state/row.ts';
import type { Row } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter } from '../failure.ts';
import { administrator, identify } from '../identity.ts';
import type { LabEnv } from '../input.ts';
import { acceptInvitation, sendInvitation } from '../invitations.ts';
import { universeOf } from '../scope.ts';

const request = z.discriminatedUnion('action', [
  z.object({ action: z.literal('resend'), form: z.object({ username: z.string() }) }),
  z.object({
    action: z.literal('accept'),
    form: z.object({ token: z.string(), password: z.string().default('') }),
  }),
]);

/**
 * `POST /api/signup`: sends an invitation again (contract §2.7), or makes the account of the person who holds its
 * token; what the console's page sends for the latter is not known.
 */
export function signupEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().post('/signup', (c) => {
    const { input } = c.var;
    const parsed = request.safeParse(input.json());
    if (parsed.success && parsed.data.action === 'accept') {
      const { token, password } = parsed.data.form;
      return c.json({ status: 'ok', username: acceptInvitation(coronerd, token, password).username });
    }
    const user = administrator(identify(coronerd, input.token));
    const universe = universeOf(coronerd, user, input.parameters.get('universe'));
    if (parsed.data?.action !== 'resend') throw invalidParameter('action', "'resend' with form.username");
    return c.json(resend(coronerd, universe, parsed.data.form.username));
  });
}

function resend(coronerd: Coronerd, universe: Row, username: string): object {
  const pending = rowsOf(coronerd.state, 'signup_pending').find((row) => {
    return row.universe === universe.id && row.username === username;
  });
  if (!pending) return { status: 'error', message: `nobody named '${username}' is invited` };
  sendInvitation(coronerd, pending);
  return { status: 'ok' };
}
