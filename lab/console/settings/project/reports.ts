import { html } from 'hono/html';
import { textOf } from '../../../state/row.ts';
import { actButton, bpg } from '../../layout/request.ts';
import { rowMenu } from '../../layout/row-menu.ts';
import { table } from '../../layout/table.ts';
import { projectRows } from '../../viewer.ts';
import type { ProjectApplet } from '../applet.ts';

/** The reports that are mailed regularly; a preview goes to whoever asks for it. */
export const scheduledReports: ProjectApplet = {
  heading: 'Scheduled reports',
  body: (viewer) => {
    const place = { universe: textOf(viewer.universe, 'name'), project: textOf(viewer.project, 'name') };
    const path = `/api/report?${new URLSearchParams(place)}`;
    const rows = projectRows(viewer, 'report').map((row) => {
      const form = { id: textOf(row, 'id'), rcpt: textOf(viewer.user, 'email') };
      const title = textOf(row, 'title');
      return [
        title,
        `every ${textOf(row, 'period')}, ${textOf(row, 'hour')}:00 ${textOf(row, 'timezone')}`,
        textOf(row, 'rcpt').split(' ').join(', '),
        rowMenu(title, [
          actButton('Preview', [{ path, body: { action: 'send', form } }], {
            look: 'entry',
            next: 'stay',
            done: `A preview was sent to ${form.rcpt}.`,
          }),
          actButton('Delete', [bpg('delete', 'report', { key: { id: row.id } })], { look: 'entry' }),
        ]),
      ];
    });
    return html`${table('Scheduled reports', ['Report Name', 'Frequency', 'Recipients', ''], rows, 'There are no scheduled reports yet.')}`;
  },
};
