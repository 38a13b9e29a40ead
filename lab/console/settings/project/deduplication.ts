import { html } from 'hono/html';
import { integerOf, textOf } from '../../../state/row.ts';
import type { Row } from '../../../state/types.ts';
import { closeButton, dialog } from '../../layout/dialog.ts';
import { field } from '../../layout/field.ts';
import { actButton, actForm, bpg } from '../../layout/request.ts';
import { rowMenu } from '../../layout/row-menu.ts';
import type { Html } from '../../page-env.ts';
import { type ProjectViewer, projectRows } from '../../viewer.ts';
import type { ProjectApplet } from '../applet.ts';

/** The rules by which callstacks are normalized, in the order in which they are applied. */
export const deduplication: ProjectApplet = {
  heading: 'Deduplication configuration',
  body: (viewer) => {
    const rows = projectRows(viewer, 'deduplication');
    rows.sort((a, b) => integerOf(a, 'priority') - integerOf(b, 'priority'));
    const next = Math.max(0, ...rows.map((row) => integerOf(row, 'priority'))) + 10;
    return html`<p>Rulesets are applied sequentially.</p>
<button type="button" data-dialog="new-ruleset">Add new ruleset</button>
${dialog('new-ruleset', 'Create new ruleset', creation(viewer, next))}
<section class="card" aria-label="Backtrace ruleset"><h2>Backtrace ruleset</h2><p>Language Any · OS Any</p></section>
${rows.length === 0 ? html`<p class="empty">You do not have any custom rulesets for this project.</p>` : rows.map(card)}`;
  },
};

function card(row: Row): Html {
  const name = textOf(row, 'name');
  const key = { project: row.project, name };
  const enabled = row.enabled !== 0;
  const change = bpg('modify', 'deduplication', { key, fields: { enabled: enabled ? 0 : 1 } });
  return html`<section class="card" aria-label="${name}"><h2>${name}</h2>
<p>Language ${textOf(row, 'languages') || 'Any'} · OS ${textOf(row, 'platforms') || 'Any'} · ${enabled ? 'enabled' : 'disabled'}</p>
${rowMenu(name, [
  actButton(enabled ? 'Disable' : 'Enable', [change], { look: 'entry' }),
  actButton('Delete', [bpg('delete', 'deduplication', { key })], { look: 'entry' }),
])}
<details><summary>Rules</summary><pre>${textOf(row, 'rules')}</pre></details></section>`;
}

function creation({ pid, user }: ProjectViewer, priority: number): Html {
  const object = {
    project: pid,
    name: '{{name}}',
    languages: '{{languages}}',
    platforms: '{{platforms}}',
    rules: '[]',
    enabled: 1,
    owner: user.uid,
    priority,
  };
  const fields = html`${field('Name', 'name', { placeholder: 'Enter name' })}
${field('Operating systems', 'platforms', { required: false })}${field('Languages', 'languages', { required: false })}`;
  return actForm(fields, [bpg('create', 'deduplication', { object })], {
    submit: 'Save',
    cancel: closeButton('Cancel'),
  });
}
