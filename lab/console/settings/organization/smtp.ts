import { html } from 'hono/html';
import { rowsOf, textOf } from '../../../state/row.ts';
import { field } from '../../layout/field.ts';
import { actForm, bpg } from '../../layout/request.ts';
import type { OrganizationApplet } from '../applet.ts';

/** How the server sends mail. */
export const smtp: OrganizationApplet = {
  heading: 'SMTP Configuration',
  body: ({ coronerd }) => {
    const [row] = rowsOf(coronerd.state, 'smtp');
    const value = (name: string) => ({ value: textOf(row, name), required: false });
    const fields = html`${field('mail_from', 'from', value('from'))}
${field('server', 'host', value('host'))}
${field('port', 'port', { ...value('port'), type: 'number' })}
${field('username', 'username', value('username'))}`;
    const changed = { from: '{{from}}', host: '{{host}}', port: '{{#port}}', username: '{{username}}' };
    const request = row
      ? bpg('modify', 'smtp', { key: { id: row.id }, fields: changed })
      : bpg('create', 'smtp', { object: { id: 0, ...changed } });
    return actForm(fields, [request], { submit: 'Submit', next: 'stay', done: 'Saved.' });
  },
};
