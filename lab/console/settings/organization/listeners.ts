import { listenerPort } from '../../../coronerd/bpg/listener-port.ts';
import { rowsOf, textOf } from '../../../state/row.ts';
import { table } from '../../layout/table.ts';
import type { OrganizationApplet } from '../applet.ts';

/** The listeners of the configuration database. */
export const listeners: OrganizationApplet = {
  heading: 'Listeners',
  body: ({ coronerd }) => {
    const rows = rowsOf(coronerd.state, 'listener').map((row) => [
      textOf(row, 'type'),
      textOf(row, 'protocol'),
      String(listenerPort(coronerd, row) ?? ''),
      textOf(row, 'dns_name') || '-',
      row.ssl ? 'SSL enabled' : '-',
      textOf(row, 'concurrency'),
    ]);
    return table(
      'Listeners',
      ['Type', 'Protocol', 'Port', 'DNS name', 'SSL', 'Concurrency'],
      rows,
      'No listeners.',
    );
  },
};
