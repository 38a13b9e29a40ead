import { html } from 'hono/html';
import { textOf } from '../../../state/row.ts';
import { choice } from '../../layout/field.ts';
import { timeFrames, usualTimeFrame } from '../../layout/time-frame.ts';
import { queryPath } from '../../views/query-path.ts';
import type { ProjectApplet } from '../applet.ts';

/** Derives the index of a whole span of errors anew, at once and without asking. */
export const objectReprocessing: ProjectApplet = {
  heading: 'Object reprocessing',
  scripts: ['reprocess'],
  body: (viewer) => {
    const spans = Object.entries(timeFrames).map(([value, { label }]): [string, string] => [value, label]);
    const usualFirst = spans.sort(([a], [b]) => Number(b === usualTimeFrame) - Number(a === usualTimeFrame));
    return html`<form id="reprocess" data-query="${queryPath(viewer)}" data-universe="${textOf(viewer.universe, 'name')}" data-project="${textOf(viewer.project, 'name')}">
${choice('Reprocess errors from:', 'time', usualFirst)}
<div class="actions"><button type="submit">Reprocess objects</button></div></form>`;
  },
};
