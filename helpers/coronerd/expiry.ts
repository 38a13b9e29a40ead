import { refusalIn } from './reply.ts';
import { type Reply, textOf } from './wire.ts';

/** Whether a refusal may be due to a session that the server no longer knows, as after its restart. */
export function doubtOf(reply: Reply): 'certain' | 'possible' | undefined {
  if (reply.status === 401) return 'certain';
  if (reply.body.length < 4096 && textOf(reply).includes('"error"')) {
    try {
      const refused = refusalIn(JSON.parse(textOf(reply)), reply.status, { asked: '', where: '' });
      if (refused && /invalid token/i.test(refused.said)) return 'certain';
      // BPG code 5: "you must log in", or a plain lack of permission (contract §1.3).
      if (refused?.code === 5) return 'possible';
    } catch {
      // Not JSON: judged by its status alone.
    }
  }
  return reply.status === 403 ? 'possible' : undefined;
}
