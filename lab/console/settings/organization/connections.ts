import { textOf } from '../../../state/row.ts';
import { table } from '../../layout/table.ts';
import { workflowObjects } from '../../workflow-objects.ts';
import type { OrganizationApplet } from '../applet.ts';

/** Connections to third parties that integrations use. */
export const connections: OrganizationApplet = {
  heading: 'Workflow Connections',
  body: (viewer) => {
    const universe = textOf(viewer.universe, 'name');
    const { connections: all, integrations } = workflowObjects(viewer.coronerd.state);
    const rows = all
      .filter((each) => each.universe === universe)
      .map(({ id, name, pluginId }) => {
        const using = integrations.filter(({ connectionId }) => connectionId === id);
        return [name, pluginId, using.map(({ watcherName }) => watcherName).join(', ') || '-'];
      });
    return table(
      'Workflow connections',
      ['Connection', 'Type', 'Integrations'],
      rows,
      'There are no connections yet.',
    );
  },
};
