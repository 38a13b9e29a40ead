import { textOf } from '../../../state/row.ts';
import { table } from '../../layout/table.ts';
import type { OrganizationApplet } from '../applet.ts';

/** How much storage was bought and used, by universe. */
export const subscriptions: OrganizationApplet = {
  heading: 'Subscriptions',
  body: ({ coronerd, universes }) => {
    const rows = universes.map((row) => {
      const name = textOf(row, 'name');
      const { limit = 0, counter = 0, rejected = 0 } = coronerd.state.storage[name] ?? {};
      const share = limit > 0 ? `${((counter / limit) * 100).toFixed(2)} %` : '-';
      return [name, limit.toLocaleString('en-US'), counter.toLocaleString('en-US'), share, String(rejected)];
    });
    return table(
      'Storage',
      ['Universe', 'Purchased', 'Used', 'Share', 'Rejected'],
      rows,
      'Nothing is limited.',
    );
  },
};
