import { Hono } from 'hono';
import { z } from 'zod';
import { rowsOf, textOf } from '../../state/row.ts';
import type { Coronerd } from '../coronerd.ts';
import { invalidParameter } from '../failure.ts';
import type { LabEnv } from '../input.ts';
import { reportMail } from '../mail/report-mail.ts';
import { sendMail } from '../mail/send-mail.ts';
import { personsScope } from '../scope.ts';

const send = z.object({
  action: z.literal('send'),
  form: z.object({ id: z.union([z.string(), z.number()]), rcpt: z.string().optional() }),
});

/** `POST /api/report`: queues a scheduled report at once, to another recipient if one is given (contract §5.6). */
export function reportEndpoints(coronerd: Coronerd): Hono<LabEnv> {
  return new Hono<LabEnv>().post('/report', (c) => {
    const { input } = c.var;
    const scope = personsScope(coronerd, input);
    const parsed = send.safeParse(input.json());
    if (!parsed.success) throw invalidParameter('action', "'send' with form.id");
    const { id, rcpt } = parsed.data.form;
    const report = rowsOf(coronerd.state, 'report').find(
      (row) => row.project === scope.pid && String(row.id) === String(id),
    );
    if (!report) throw invalidParameter('id', `no report '${id}'`);
    sendMail(coronerd, rcpt ?? textOf(report, 'rcpt'), reportMail(coronerd, scope, report));
    return c.json({ status: 'ok' });
  });
}
