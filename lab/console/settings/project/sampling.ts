import { html } from 'hono/html';
import { z } from 'zod';
import { textOf } from '../../../state/row.ts';
import { shown } from '../../layout/field.ts';
import { actButton, bpg } from '../../layout/request.ts';
import { table } from '../../layout/table.ts';
import { projectRows } from '../../viewer.ts';
import type { ProjectApplet } from '../applet.ts';

const configured = z.looseObject({
  backoffs: z.array(z.looseObject({ count: z.number(), interval: z.number() })).default([]),
  object_attributes: z.array(z.string()).default([]),
  reset_interval: z.number().optional(),
});

/** Which share of a project's errors is kept. */
export const storageSampling: ProjectApplet = {
  heading: 'Storage sampling',
  body: (viewer) => {
    const [row] = projectRows(viewer, 'project_sampling');
    if (!row) return html`<p class="empty">Sampling is not configured: every error is kept.</p>`;
    const { backoffs, object_attributes, reset_interval } = configured.parse(
      JSON.parse(textOf(row, 'configuration')),
    );
    const enabled = row.disabled !== 1;
    const rules = backoffs.map(({ count, interval }) => [
      `Keep ${count} objects waiting ${interval / 60} minutes between accepting objects.`,
    ]);
    const change = bpg('modify', 'project_sampling', {
      key: { project: viewer.pid },
      fields: { disabled: enabled ? 1 : 0 },
    });
    const place = { universe: textOf(viewer.universe, 'name'), project: textOf(viewer.project, 'name') };
    return html`<section class="card" aria-label="Configuration"><h2>Configuration</h2><dl>
${shown('State', enabled ? 'enabled' : 'disabled')}
${shown('Object grouping', object_attributes.join(', '))}
${shown('Reset rate limits every', `${(reset_interval ?? 86_400) / 86_400} days.`)}
</dl>${table('Rate limit rules', ['Rate limit rules'], rules, 'There are no rules.')}
<div class="actions">${actButton(enabled ? 'Disable' : 'Enable', [change], { look: 'plain' })}
${actButton('Reset rate limits', [{ path: '/api/sampling', body: { action: 'reset', ...place } }], { next: 'stay', done: 'Rate limits were reset.' })}</div></section>`;
  },
};
