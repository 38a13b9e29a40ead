import { table } from '../../layout/table.ts';
import { timeText } from '../../layout/time-text.ts';
import type { ProjectApplet } from '../applet.ts';

/** The symbols that errors wanted and that are not there. */
export const missingSymbols: ProjectApplet = {
  heading: 'Missing symbols',
  body: ({ coronerd, pid }) => {
    const rows = (coronerd.state.missingSymbols[pid] ?? []).map(({ debugFile, debugId, timestamp }) => [
      debugFile,
      debugId,
      timeText(timestamp),
    ]);
    return table('Missing symbols', ['File name', 'Debug ID', 'Last seen'], rows, 'No symbols are missing.');
  },
};
