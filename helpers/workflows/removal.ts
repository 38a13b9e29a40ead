import type { WritableServer } from '../coronerd/server.ts';
import { writingWorkflows } from '../coronerd/workflows.ts';
import { Unanswered } from '../unanswered.ts';
import { removeTemporaryWebhook, type TemporaryWebhook } from './temporary-webhook.ts';

/** Removes what an earlier run left in the workflows service. Throws `Unanswered` where that cannot be done. */
export async function removeLeftWebhook(
  server: WritableServer,
  left: TemporaryWebhook,
  seconds: number,
): Promise<void> {
  const service = (await server.services()).find(({ name }) => name === 'workflows');
  if (service) return removeTemporaryWebhook(writingWorkflows(server, service.endpoint), left, seconds);
  throw new Unanswered('GET /api/config names no service workflows any more', {
    asked: 'GET /api/config (services)',
    where: server.url.origin,
    next: `when the service is back, delete what is named ${left.mark} in ${left.universe}/${left.name}`,
  });
}
