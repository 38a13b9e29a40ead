import { html } from 'hono/html';
import { rowsOf } from '../../../state/row.ts';
import { policyCard } from '../../layout/policy-card.ts';
import { universeRows } from '../../viewer.ts';
import type { OrganizationApplet } from '../applet.ts';

/** The retention of the instance and of the universe. */
export const organizationRetention: OrganizationApplet = {
  heading: 'Retention policies',
  body: (viewer) => {
    const instance = rowsOf(viewer.coronerd.state, 'instance_retention')[0];
    const universe = universeRows(viewer, 'universe_retention')[0];
    return html`${viewer.isSuperuser ? policyCard('Instance policy', instance) : ''}${policyCard('Universe policy', universe)}`;
  },
};
