import { html } from 'hono/html';
import { archivesOf } from '../../../coronerd/symbols/listing.ts';
import { table } from '../../layout/table.ts';
import { timeText } from '../../layout/time-text.ts';
import type { ProjectApplet } from '../applet.ts';

/** The uploaded archives and what became of them. */
export const symbolArchives: ProjectApplet = {
  heading: 'Uploaded archives',
  body: ({ coronerd, pid }) => {
    const { archives, symbols } = coronerd.state;
    const rows = archivesOf(archives?.[pid] ?? [], symbols[pid] ?? []).map((archive) => [
      html`<code>${archive.archiveId}</code>`,
      archive.tag,
      archive.status,
      `${archive.newSymbols} new, ${archive.duplicateSymbols} known, ${archive.invalidSymbols} invalid`,
      timeText(archive.uploadedAt),
    ]);
    return table(
      'Uploaded archives',
      ['Archive', 'Tag', 'Status', 'Symbols', 'Uploaded'],
      rows,
      'No archives were uploaded.',
    );
  },
};
