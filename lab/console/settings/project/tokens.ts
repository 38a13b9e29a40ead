import { html } from 'hono/html';
import { textOf } from '../../../state/row.ts';
import type { Row } from '../../../state/types.ts';
import { closeButton, dialog } from '../../layout/dialog.ts';
import { actButton, actForm, bpg } from '../../layout/request.ts';
import { rowMenu } from '../../layout/row-menu.ts';
import { table } from '../../layout/table.ts';
import type { Html } from '../../page-env.ts';
import { type ProjectViewer, projectRows, usernameOf } from '../../viewer.ts';
import type { ProjectApplet } from '../applet.ts';

const can = (row: Row, capability: string) => textOf(row, 'capabilities').split(/\s+/).includes(capability);

/** Tokens that errors are submitted with, of both kinds. */
export const submissionTokens: ProjectApplet = {
  heading: 'Submission tokens',
  body: (
    viewer,
  ) => html`<p>Submission tokens are persistent tokens used to authenticate incoming error reports.</p>
${addAtOnce(viewer, 'Create a submission token', 'error:post')}
${list(viewer, 'Submission tokens', (row) => can(row, 'error:post'), projectRows(viewer, 'token'))}`,
};

/** Tokens that symbols are uploaded with. Its round button makes one at once. */
export const symbolTokens: ProjectApplet = {
  heading: 'Symbol access tokens',
  body: (viewer) => html`<p>Access tokens let build machines upload symbols.</p>
${addAtOnce(viewer, 'Create an access token', 'symbol:post')}
${list(viewer, 'Symbol access tokens', (row) => can(row, 'symbol:post'))}`,
};

/** All tokens of the API with what they may do. */
export const apiTokens: ProjectApplet = {
  heading: 'API tokens',
  body: (viewer) => {
    const capabilities = ['error:post', 'sync:post', 'symbol:post', 'query:post', 'object:get'].map(
      (name) =>
        html`<label class="check"><input type="checkbox" name="capability" value="${name}"> ${name}</label>`,
    );
    const form = actForm(
      html`<fieldset><legend>Capabilities</legend>${capabilities}</fieldset>`,
      [creation(viewer, '{{capability}}')],
      { submit: 'Create', cancel: closeButton('Cancel') },
    );
    return html`<button type="button" data-dialog="new-token">New</button>
${dialog('new-token', 'Create a new submission token', form)}
${list(viewer, 'API tokens', () => true)}`;
  },
};

function addAtOnce(viewer: ProjectViewer, name: string, capabilities: string): Html {
  return actButton('+', [creation(viewer, capabilities)], { look: 'round', name });
}

function creation({ pid, user }: ProjectViewer, capabilities: string) {
  return bpg('create', 'api_token', { object: { id: '0000', project: pid, owner: user.uid, capabilities } });
}

function list(viewer: ProjectViewer, name: string, wanted: (row: Row) => boolean, legacy: Row[] = []): Html {
  const rows = projectRows(viewer, 'api_token').filter(wanted);
  const line = (row: Row, type: string, capabilities: string) => [
    html`<code>${textOf(row, 'id')}</code>`,
    usernameOf(viewer, row.owner),
    capabilities,
    rowMenu(`token ${textOf(row, 'id').slice(0, 6)}`, [
      actButton('Delete', [bpg('delete', type, { key: { id: row.id } })], { look: 'entry' }),
    ]),
  ];
  const cells = [
    ...rows.map((row) => line(row, 'api_token', textOf(row, 'capabilities'))),
    ...legacy.map((row) => line(row, 'token', 'error:post')),
  ];
  return table(name, ['Token', 'Owner', 'Capabilities', ''], cells, 'There are no tokens.');
}
