import { html } from 'hono/html';
import { textOf } from '../../../state/row.ts';
import type { SymbolServer } from '../../../state/types.ts';
import { actButton } from '../../layout/request.ts';
import { rowMenu } from '../../layout/row-menu.ts';
import type { Html } from '../../page-env.ts';
import { type ProjectViewer, projectAddress } from '../../viewer.ts';
import type { ProjectApplet } from '../applet.ts';
import { addServer } from './add-symbol-server.ts';
import { serverPanels } from './symbol-server-panels.ts';

/** The symbol servers of the project and of its universe; one of them with its statistics, lists and log. */
export const symbolServers: ProjectApplet = {
  heading: 'Symbol servers',
  body: (viewer) => {
    const servers = serversOf(viewer);
    const chosen = servers.find(({ id }) => String(id) === viewer.sought) ?? servers[0];
    return html`${addServer(viewer)}
<div class="servers"><div class="list">${servers.map((server) => card(viewer, server, server === chosen))}</div>
${chosen ? serverPanels(viewer, chosen) : html`<p class="empty">There are no symbol servers.</p>`}</div>`;
  },
};

function serversOf({ coronerd, universe, project }: ProjectViewer): SymbolServer[] {
  return coronerd.state.symbolServers.filter(
    (server) =>
      server.universe === textOf(universe, 'name') &&
      (server.project === null || server.project === textOf(project, 'name')),
  );
}

/** The server's name and counts; one of the project has a menu to change it. */
function card(viewer: ProjectViewer, server: SymbolServer, chosen: boolean): Html {
  const { id, name, statistics, enabled, project } = server;
  const failed = statistics.downloadFailures + statistics.conversionFailures;
  const menu = rowMenu(name, [
    actButton(
      enabled ? 'Disable' : 'Enable',
      [
        {
          path: `/api/symbold/symbolserver/${id}/${enabled ? 'disable' : 'enable'}`,
          method: 'PUT',
          body: {},
        },
      ],
      { look: 'entry' },
    ),
    actButton('Delete', [{ path: `/api/symbold/symbolserver/${id}`, method: 'DELETE' }], { look: 'entry' }),
  ]);
  return html`<section class="card ${chosen ? 'chosen' : ''}" aria-label="${name}">
<h2><a href="${projectAddress(viewer, 'settings/symbol/servers', { q: String(id) })}" ${chosen ? html`aria-current="true"` : ''}>${name}</a></h2>
<p>Successful downloads - ${statistics.successes}. Failed downloads - ${failed}.${enabled ? '' : ' Disabled.'}</p>
${project === null ? '' : menu}</section>`;
}
