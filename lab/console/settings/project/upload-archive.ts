import { html } from 'hono/html';
import { textOf } from '../../../state/row.ts';
import { field } from '../../layout/field.ts';
import type { ProjectApplet } from '../applet.ts';

/** Uploads an archive of symbols, without a tag under `anon`. */
export const uploadArchive: ProjectApplet = {
  heading: 'Upload symbols',
  scripts: ['upload'],
  body: ({ universe, project }) => {
    const place = { format: 'symbols', universe: textOf(universe, 'name'), project: textOf(project, 'name') };
    return html`<form id="upload" data-path="/api/post?${new URLSearchParams(place)}">
<label class="field"><span>Archive</span><input type="file" name="archive" required></label>
${field('Select a tag', 'tag', { placeholder: 'anon', required: false })}
<div class="actions"><button type="submit">Upload files</button></div></form>`;
  },
};
