import { html } from 'hono/html';
import { textOf } from '../../../state/row.ts';
import { closeButton, dialog } from '../../layout/dialog.ts';
import { field } from '../../layout/field.ts';
import { actForm } from '../../layout/request.ts';
import type { Html } from '../../page-env.ts';
import type { ProjectViewer } from '../../viewer.ts';

/** The button and form that add a symbol server to the project; symbold tries it first. */
export function addServer({ universe, project }: ProjectViewer): Html {
  const place = [textOf(universe, 'name'), textOf(project, 'name')].map(encodeURIComponent);
  const path = `/api/symbold/symbolserver/universe/${place[0]}/project/${place[1]}`;
  const form = actForm(
    html`${field('Name', 'name', { placeholder: 'Enter name' })}${field('URL', 'url', { type: 'url', placeholder: 'Enter URL' })}`,
    [{ path, body: { name: '{{name}}', url: '{{url}}' } }],
    { submit: 'Save', cancel: closeButton('Cancel') },
  );
  return html`<button type="button" data-dialog="new-server">Add new symbol server</button>${dialog('new-server', 'Add symbol server', form)}`;
}
