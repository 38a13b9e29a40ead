import { ServerRefused } from '../coronerd/refused.ts';
import type { ProjectName, WritableServer } from '../coronerd/server.ts';
import { type WorkflowKind, type WorkflowsWriter, writingWorkflows } from '../coronerd/workflows.ts';
import { integrationName, type WorkflowId } from '../coronerd/workflows-documents.ts';
import { Unanswered } from '../unanswered.ts';
import type { Ledger } from '../undo/ledger.ts';
import type { LeftoverOf } from '../undo/leftover.ts';
import { isNotOurs } from '../undo/owned.ts';
import { digestOf } from '../undo/ownership/errors.ts';
import { ownWorkflowObject } from '../undo/ownership/workflows.ts';
import { removeMade } from '../undo/remove-made.ts';
import { byHand } from '../undo/wording.ts';
import type { WebhookPlugin } from './webhook-plugin.ts';

/** What a run left in the workflows service: objects that all have the mark as their name, and the ids that are known. */
export type TemporaryWebhook = LeftoverOf<'workflow'>;

/** Shortest time between two notifications, in ms. */
const frequency = 1_000;

/**
 * Makes an enabled webhook in a project that calls `url`, with an alert on every error. It stands in the ledger before
 * anything of it is made. Gives the ids of what was made. Throws `ServerRefused` and `Unanswered`.
 */
export async function makeTemporaryWebhook(
  workflows: WorkflowsWriter,
  { project, mark, url, ledger }: { project: ProjectName; mark: string; url: string; ledger: Ledger },
  plugin: WebhookPlugin,
): Promise<TemporaryWebhook['ids']> {
  const { pluginId } = plugin;
  const made = {
    kind: 'workflow' as const,
    universe: project.universe,
    name: project.name,
    mark,
    ids: {} as TemporaryWebhook['ids'],
    plugin: pluginId,
    target: digestOf(url),
  };
  const create = (kind: WorkflowKind, object: object): Promise<WorkflowId> =>
    ledger.making(made, async () => {
      const id = await workflows.create(kind, project, object);
      made.ids[kind] = id;
      return id;
    });
  const options = plugin.connection;
  const connectionId =
    options &&
    (await create('connections', { name: mark, pluginId, options }).catch((error: unknown) => {
      if (plugin.assumed && error instanceof ServerRefused) return undefined;
      throw error;
    }));
  const integration = await create('integrations', {
    watcherName: mark,
    pluginId,
    state: 'enabled',
    options: plugin.integration,
    synchronizeIssues: false,
    synchronizeIssuesOnAdd: false,
    ...(connectionId === undefined ? {} : { connectionId }),
  });
  await create('alerts', {
    name: mark,
    state: 'enabled',
    condition: { name: 'trace' },
    frequency,
    executionDelay: 0,
    threshold: 1,
    filters: [],
    integrations: [integration],
  });
  return made.ids;
}

/** Removes what a run left in the workflows service of a server. Throws `Unanswered` where that cannot be done. */
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
    next: `when the service is back: ${byHand(left)}`,
  });
}

/**
 * Removes what was made: what has its name, and its id where that is known, and proves to be the run's when it is read;
 * and looks whether it is gone. What was not answered is looked for during at most `seconds`.
 * @throws Unanswered when something with that name or id is still listed, or was left alone
 */
export function removeTemporaryWebhook(
  workflows: WorkflowsWriter,
  left: TemporaryWebhook,
  seconds: number,
): Promise<void> {
  const known = Object.keys(left.ids).length;
  return removeMade(left, () => removeListed(workflows, left), { known, seconds });
}

async function removeListed(workflows: WorkflowsWriter, left: TemporaryWebhook): Promise<number> {
  const still: string[] = [];
  let found = 0;
  // Alerts before what they point to, and a connection last: it takes its integrations along.
  for (const kind of ['alerts', 'integrations', 'connections'] as const) {
    const alone = new Map<WorkflowId, string>();
    const listed = await marked(workflows, kind, left);
    for (const id of listed) {
      const why = await removeOwn(workflows, kind, id, left);
      if (why !== undefined) alone.set(id, why);
    }
    const after = listed.length > 0 ? await marked(workflows, kind, left) : [];
    found += listed.length - after.length;
    for (const id of after) {
      const why = alone.get(id);
      still.push(`${kind}/${id} ${why === undefined ? 'is still listed' : `was left alone: ${why}`}`);
    }
  }
  if (still.length === 0) return found;
  throw new Unanswered(`${still.join(', ')} (named ${left.mark})`, {
    asked: 'DELETE at the workflows service',
    where: `${left.universe}/${left.name}`,
    next: byHand(left),
  });
}

/** Deletes an object once it is read and proved; gives why it was left alone. */
async function removeOwn(
  workflows: WorkflowsWriter,
  kind: WorkflowKind,
  id: WorkflowId,
  left: TemporaryWebhook,
): Promise<string | undefined> {
  const object = await workflows.get(kind, left, id).catch(asRefusal);
  if (object instanceof Error) return `it cannot be read: ${object.message}`;
  if (String(object.id) !== String(id)) return `what is read by its id is ${object.id}`;
  const judged = ownWorkflowObject(kind, object, left);
  if (isNotOurs(judged)) return judged.why;
  const users = kind === 'connections' ? await usersOf(workflows, id, left) : [];
  if (users.length > 0) return `${users.join(', ')} uses it`;
  // Whether it had its effect is seen in the list: the reply may be empty, or say that it is gone already.
  await workflows.delete(judged).catch(asRefusal);
  return undefined;
}

/** The integrations of the project that go with a connection. */
async function usersOf(
  workflows: WorkflowsWriter,
  id: WorkflowId,
  left: TemporaryWebhook,
): Promise<string[]> {
  const all = await workflows.list('integrations', left);
  return all
    .filter(({ connectionId }) => String(connectionId) === String(id))
    .map((each) => `integrations/${each.id}`);
}

/** Ids of what is listed under the mark. */
async function marked(
  workflows: WorkflowsWriter,
  kind: WorkflowKind,
  left: TemporaryWebhook,
): Promise<WorkflowId[]> {
  const listed = await workflows.list(kind, left);
  return listed.filter((each) => integrationName(each) === left.mark).map(({ id }) => id);
}

/** What the service made of a request that it did not carry out. */
function asRefusal(error: unknown): ServerRefused | Unanswered {
  if (error instanceof ServerRefused || error instanceof Unanswered) return error;
  throw error;
}
