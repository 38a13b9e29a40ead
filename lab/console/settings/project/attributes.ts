import { html } from 'hono/html';
import { builtinAttributes } from '../../../coronerd/store/builtin-attributes.ts';
import { textOf } from '../../../state/row.ts';
import { closeButton, dialog } from '../../layout/dialog.ts';
import { choice, field } from '../../layout/field.ts';
import { panels } from '../../layout/panels.ts';
import { actButton, actForm, bpg } from '../../layout/request.ts';
import { rowMenu } from '../../layout/row-menu.ts';
import { table } from '../../layout/table.ts';
import type { Html } from '../../page-env.ts';
import { type ProjectViewer, projectRows } from '../../viewer.ts';
import type { ProjectApplet } from '../applet.ts';

const columns = ['Name', 'Description', 'Format', 'Type'];
const types = ['bitmap', 'uint8', 'uint16', 'uint32', 'uint64', 'uint128', 'uuid', 'dictionary'];
const formats = [
  'none',
  'bytes',
  'semver',
  'hostname',
  'unix_timestamp',
  'seconds',
  'milliseconds',
  'labels',
];

/** The attributes that errors are indexed by. */
export const attributes: ProjectApplet = {
  heading: 'Attributes',
  body: (
    viewer,
  ) => html`<p>Attributes are additional custom metadata you would like to attach to error reports.</p>
<button type="button" class="round" data-dialog="new-attribute" aria-label="Create an attribute" title="Create an attribute">+</button>
${dialog('new-attribute', 'Create a new attribute', creation(viewer))}
${panels('Attributes', [
  ['Custom', table('Custom attributes', [...columns, ''], custom(viewer), 'There are no custom attributes.')],
  ['Default', table('Default attributes', columns, builtIn(), '')],
])}`,
};

function custom(viewer: ProjectViewer) {
  return projectRows(viewer, 'attribute').map((row) => {
    const name = textOf(row, 'name');
    const deletion = bpg('delete', 'attribute', { key: { project: viewer.pid, name } });
    return [
      name,
      textOf(row, 'description'),
      textOf(row, 'format'),
      textOf(row, 'type'),
      rowMenu(name, [actButton('Delete', [deletion], { look: 'entry' })]),
    ];
  });
}

function builtIn(): string[][] {
  return builtinAttributes.map(({ name, description, format, type }) => [name, description, format, type]);
}

function creation({ pid }: ProjectViewer): Html {
  const object = {
    project: pid,
    name: '{{name}}',
    type: '{{type}}',
    format: '{{format}}',
    description: '{{description}}',
  };
  const fields = html`${field('Name', 'name')}${field('Description', 'description', { required: false })}
${choice(
  'Type',
  'type',
  types.map((name) => [name, name]),
)}${choice(
  'Format',
  'format',
  formats.map((name) => [name, name]),
)}`;
  return actForm(fields, [bpg('create', 'attribute', { object })], {
    submit: 'Create',
    cancel: closeButton('Cancel'),
  });
}
