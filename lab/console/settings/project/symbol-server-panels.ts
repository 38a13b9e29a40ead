import { html } from 'hono/html';
import type { SymbolListItem, SymbolServer } from '../../../state/types.ts';
import { shown } from '../../layout/field.ts';
import { panels } from '../../layout/panels.ts';
import { actButton } from '../../layout/request.ts';
import { table } from '../../layout/table.ts';
import { timeText } from '../../layout/time-text.ts';
import type { Html } from '../../page-env.ts';
import type { ProjectViewer } from '../../viewer.ts';

/** What a symbol server did, its lists and its log. */
export function serverPanels(viewer: ProjectViewer, server: SymbolServer): Html {
  const older = viewer.generation === 'G2';
  return html`<div class="server">${panels(server.name, [
    ['Statistics and usage', statistics(viewer, server)],
    [older ? 'Whitelist' : 'Allowlist', editable(server, 'whitelist', older ? 'whitelist' : 'allowlist')],
    [older ? 'Blacklist' : 'Blocklist', editable(server, 'blacklist', older ? 'blacklist' : 'blocklist')],
    ['Skip list', skipList(server)],
    ['Logs', log(server)],
  ])}</div>`;
}

function statistics(
  { coronerd }: ProjectViewer,
  { url, statistics: counted, enabled, concurrentDownloads }: SymbolServer,
): Html {
  const { bytes, successes, downloadFailures, conversionFailures } = counted;
  return html`<dl>
${shown('URL', url)}
${shown('State', enabled ? 'enabled' : 'disabled')}
${shown('Number of concurrent symbol downloads', concurrentDownloads)}
${shown('Total bytes downloaded', `${(bytes / 1_000_000).toFixed(2)}MB`)}
${shown('Total symbol downloads', successes.toLocaleString('en-US'))}
${shown('Total failed downloads', (downloadFailures + conversionFailures).toLocaleString('en-US'))}
${shown('At download stage', downloadFailures.toLocaleString('en-US'))}
${shown('At symbol conversion stage', conversionFailures.toLocaleString('en-US'))}
</dl><p>Statistics accurate as of ${timeText(coronerd.now())}</p>`;
}

/** A list with the box whose symbols are added by `Update`, at once. */
function editable(server: SymbolServer, list: 'whitelist' | 'blacklist', name: string): Html {
  const requests = [{ path: `/api/symbold/${list}/${server.id}`, body: { model: ['{{symbols}}'] } }];
  return html`<form data-requests="${JSON.stringify(requests)}" data-next="reload">
<label class="field"><span>${name} - Add symbols</span><input name="symbols" required></label>
<div class="actions"><button type="submit">Update</button></div></form>
${items(`${name} of ${server.name}`, server[list])}`;
}

function skipList(server: SymbolServer): Html {
  const clear = [{ path: `/api/symbold/skiplist/${server.id}/all`, method: 'DELETE' as const }];
  return html`${actButton('Clear skip list', clear)}${items(`Skip list of ${server.name}`, server.skiplist)}`;
}

function items(name: string, list: SymbolListItem[]): Html {
  const rows = list.map((item) => {
    const [file = '', debugId = ''] = item.name.split(/,(?=[^,]*$)/);
    return [timeText(item.addedAt), file, debugId];
  });
  return table(name, ['Date', 'Symbol name', 'Debug identifier'], rows, 'There are no symbols in this list.');
}

function log({ name, log: lines }: SymbolServer): Html {
  const rows = lines.toReversed().map(({ timestamp, level, message }) => {
    return [new Date(timestamp).toISOString(), level, message];
  });
  return table(`Logs of ${name}`, ['Time', 'Level', 'Message'], rows, 'Nothing has been logged.');
}
