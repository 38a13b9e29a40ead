import { rowsOf, textOf } from '../../../state/row.ts';
import { table } from '../../layout/table.ts';
import type { OrganizationApplet } from '../applet.ts';

/** The certificates that listeners use. */
export const ssl: OrganizationApplet = {
  heading: 'SSL',
  body: ({ coronerd }) => {
    const rows = rowsOf(coronerd.state, 'ssl').map((row) => [
      textOf(row, 'name'),
      textOf(row, 'certificate_chain_file'),
      textOf(row, 'key'),
    ]);
    return table('SSL', ['Name', 'Chain', 'Key'], rows, 'No certificates.');
  },
};
