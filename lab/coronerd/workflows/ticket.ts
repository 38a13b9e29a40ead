import { z } from 'zod';
import type { WorkflowIntegration } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import type { Scope } from '../scope.ts';
import { changeIssue } from '../store/issues.ts';
import { groupUrl } from './links.ts';

const reference = z.looseObject({
  watcher: z.string(),
  short: z.string().optional(),
  url: z.string().optional(),
});
const created = z.looseObject({ key: z.string() });
const account = z.looseObject({
  baseUrl: z.string(),
  authorizationOptions: z.looseObject({ username: z.string(), password: z.string() }),
});

/**
 * Creates tickets for what an issue was told to be linked to: an entry that names an integration of the project, and
 * no ticket of it yet, is replaced by the ticket that the tracker gave. How a real server is told is unknown.
 */
export async function createTickets(
  coronerd: Coronerd,
  scope: Scope,
  fingerprint: string,
  tickets: unknown,
): Promise<void> {
  const wanted = z.array(reference).safeParse(tickets);
  if (!wanted.success) return;
  const { integrations = [] } = coronerd.state.workflows ?? {};
  const results: object[] = [];
  for (const each of wanted.data) {
    const integration = integrations.find(
      ({ universe, project, watcherName, pluginId }) =>
        universe === scope.universeName &&
        project === scope.projectName &&
        watcherName === each.watcher &&
        pluginId === 'jira',
    );
    if (each.url !== undefined || !integration) results.push(each);
    else results.push(...(await createTicket(coronerd, scope, fingerprint, integration)));
  }
  changeIssue(coronerd, scope.pid, fingerprint, {
    ticket: results.length > 0 ? JSON.stringify(results) : '',
  });
}

async function createTicket(
  coronerd: Coronerd,
  { universeName, projectName }: Scope,
  fingerprint: string,
  integration: WorkflowIntegration,
): Promise<object[]> {
  const { connections = [] } = coronerd.state.workflows ?? {};
  const connection = connections.find(({ id }) => id === integration.connectionId);
  const { baseUrl, authorizationOptions } = account.parse({ ...connection?.options, ...integration.options });
  const link = groupUrl(coronerd, { universe: universeName, project: projectName, fingerprint });
  const reply = await coronerd.workflows.tell(integration, {
    url: `${baseUrl}issue`,
    json: {
      fields: {
        project: { key: integration.options.projectKey },
        issuetype: { name: integration.options.issueType },
        summary: `Backtrace: ${projectName} ${fingerprint.slice(0, 8)}`,
        description: `Error group in ${projectName}: ${link}`,
        labels: ['Backtrace'],
      },
    },
    ...authorizationOptions,
  });
  const parsed = created.safeParse(reply);
  if (!parsed.success) return [];
  const { key } = parsed.data;
  return [
    {
      watcher: integration.watcherName,
      short: key,
      url: new URL(`/browse/${key}`, baseUrl).href,
      state: 'Open',
    },
  ];
}
