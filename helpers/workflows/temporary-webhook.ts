import { ServerRefused } from '../coronerd/refused.ts';
import type { ProjectName, WritableServer } from '../coronerd/server.ts';
import type { WorkflowKind, WorkflowsWriter } from '../coronerd/workflows.ts';
import { integrationName, type WorkflowId } from '../coronerd/workflows-documents.ts';
import type { Ledger, Leftover } from '../probe/ledger.ts';
import { removeMade } from '../probe/remove-made.ts';
import { Unanswered } from '../unanswered.ts';
import type { WebhookPlugin } from './webhook-plugin.ts';

/** What a run left in the workflows service: objects that all have the mark as their name, and the ids that are known. */
export type TemporaryWebhook = Extract<Leftover, { kind: 'workflow' }>;

/** Shortest time between two notifications, in ms. */
const frequency = 1_000;

/**
 * Makes an enabled webhook in a project, with an alert on every error. It stands in the ledger before anything of it
 * is made. Throws `ServerRefused` and `Unanswered`.
 */
export async function makeTemporaryWebhook(
  workflows: WorkflowsWriter,
  {
    server,
    project,
    mark,
    ledger,
  }: { server: WritableServer; project: ProjectName; mark: string; ledger: Ledger },
  plugin: WebhookPlugin,
): Promise<TemporaryWebhook> {
  const made: TemporaryWebhook = {
    server: server.url.origin,
    kind: 'workflow',
    universe: project.universe,
    name: project.name,
    mark,
    ids: {},
  };
  const create = (kind: WorkflowKind, object: object): Promise<WorkflowId> =>
    ledger.making(made, async () => {
      const id = await workflows.create(kind, project, object);
      made.ids[kind] = id;
      return id;
    });
  const { pluginId } = plugin;
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
  return made;
}

/**
 * Removes what was made, by its ids and by its name, and looks whether it is gone; what was not answered is looked for
 * during at most `seconds`.
 * @throws Unanswered when something with that name is still listed
 */
export function removeTemporaryWebhook(
  workflows: WorkflowsWriter,
  left: TemporaryWebhook,
  seconds: number,
): Promise<void> {
  const known = Object.keys(left.ids).length;
  return removeMade(left, () => removeListed(workflows, left), { known, seconds });
}

async function removeListed(
  workflows: WorkflowsWriter,
  { universe, name, mark, ids }: TemporaryWebhook,
): Promise<number> {
  const project = { universe, name };
  const left: string[] = [];
  let found = 0;
  // Alerts before what they point to, and a connection last: it takes its integrations along.
  for (const kind of ['alerts', 'integrations', 'connections'] as const) {
    const listed = await marked(workflows, kind, project, mark, ids[kind]);
    for (const id of listed) await workflows.delete(kind, project, id).catch(orGone);
    found += listed.length;
    left.push(...(await marked(workflows, kind, project, mark, ids[kind])).map((id) => `${kind}/${id}`));
  }
  if (left.length === 0) return found;
  throw new Unanswered(`still listed after they were deleted: ${left.join(', ')} (named ${mark})`, {
    asked: 'DELETE at the workflows service',
    where: `${universe}/${name}`,
    next: `delete the integration, alert and connection named ${mark} by hand`,
  });
}

async function marked(
  workflows: WorkflowsWriter,
  kind: WorkflowKind,
  project: ProjectName,
  mark: string,
  known: WorkflowId | undefined,
): Promise<WorkflowId[]> {
  const listed = await workflows.list(kind, project);
  return listed
    .filter((each) => String(each.id) === String(known) || nameOf(each) === mark)
    .map(({ id }) => id);
}

function nameOf(object: { id: WorkflowId; name?: string | null; watcherName?: string | null }): string {
  return integrationName(object);
}

/** Whether a deletion had its effect is seen in the list: its reply may be empty, or say that it is gone already. */
function orGone(error: unknown): void {
  if (!(error instanceof ServerRefused || error instanceof Unanswered)) throw error;
}
