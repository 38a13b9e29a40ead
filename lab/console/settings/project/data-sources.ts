import { table } from '../../layout/table.ts';
import type { ProjectApplet } from '../applet.ts';

/** The programs that errors were submitted by. */
export const dataSources: ProjectApplet = {
  heading: 'Data Sources',
  body: ({ coronerd, pid }) => {
    const counts = new Map<string, number>();
    for (const { attributes } of coronerd.tables.errors(pid)) {
      const agent = String(attributes.agent ?? attributes.application ?? '(unknown)');
      counts.set(agent, (counts.get(agent) ?? 0) + 1);
    }
    const rows = [...counts].map(([agent, count]) => [agent, count.toLocaleString('en-US')]);
    return table('Data Sources', ['Source', 'Errors'], rows, 'No errors have been submitted yet.');
  },
};
