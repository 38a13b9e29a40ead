import { html } from 'hono/html';
import { retentionStatus } from '../../../coronerd/retention-status.ts';
import { textOf } from '../../../state/row.ts';
import { closeButton, dialog } from '../../layout/dialog.ts';
import { choice } from '../../layout/field.ts';
import { policyCard } from '../../layout/policy-card.ts';
import { actButton, actForm, bpg } from '../../layout/request.ts';
import { type ProjectViewer, projectRows, universeRows } from '../../viewer.ts';
import type { ProjectApplet } from '../applet.ts';

/** The retention policies that hold for a project. */
export const storageRetention: ProjectApplet = {
  heading: 'Retention policies',
  body: (viewer) => {
    const [row] = projectRows(viewer, 'project_retention');
    const place = { universe: textOf(viewer.universe, 'name'), project: textOf(viewer.project, 'name') };
    const { state } = retentionStatus(viewer.coronerd, viewer.user, place);
    const removal = [bpg('delete', 'project_retention', { key: { project: viewer.pid } })];
    return html`${policyCard('Universe policy', universeRows(viewer, 'universe_retention')[0])}
${policyCard('Project policy', row, state)}
${row ? actButton('Delete rules', removal, { look: 'plain' }) : addition(viewer)}`;
  },
};

const spans: [string, string][] = [30, 90, 365, 730].map((days) => [String(days * 86_400), `${days}.0 days`]);
const actions: [string, string][] = [
  ['"type":"delete-all"', 'Delete all error data'],
  ['"type":"delete-all","subsets":["physical"]', 'Delete all dumps and debugger view data'],
  ['"type":"compress"', 'Compress all dumps (removes ability to reprocess)'],
];

function addition({ pid }: ProjectViewer) {
  const rules =
    '[{"criteria":[{"type":"object-age","op":"at-least","time":"{{time}}"}],"actions":[{{{action}}}]}]';
  const form = actForm(
    html`${choice('Action', 'action', actions)}${choice('after', 'time', spans)}`,
    [bpg('create', 'project_retention', { object: { id: 0, project: pid, rules } })],
    { submit: 'submit', cancel: closeButton('Cancel') },
  );
  return html`<button type="button" data-dialog="new-rule">Add rule</button>${dialog('new-rule', 'Add new rule', form)}`;
}
