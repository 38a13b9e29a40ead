import { z } from 'zod';
import { textOf } from '../../state/row.ts';
import type { Row, StoredError } from '../../state/types.ts';
import type { Coronerd } from '../coronerd.ts';
import { filterRows } from '../query/filter.ts';
import type { Scope } from '../scope.ts';
import { consoleUrl } from './console-url.ts';

const widgetsText = z.looseObject({
  top: z.array(z.looseObject({ attributes: z.array(z.string()) })).default([]),
  feed: z.looseObject({ limit: z.number().default(5) }).optional(),
  filter: z.array(z.record(z.string(), z.array(z.tuple([z.string()], z.unknown())))).default([]),
});
type Widgets = z.output<typeof widgetsText>;

/** A scheduled report of a project as a mail: what its widgets show of the stored errors (contract §6.5). */
export function reportMail(
  coronerd: Coronerd,
  scope: Scope,
  report: Row,
): { subject: string; html: string; text: string } {
  const widgets = widgetsText.parse(JSON.parse(textOf(report, 'widgets') || '{}'));
  const errors = matching(coronerd, scope.pid, widgets);
  const groups = counted(errors.map(({ fingerprint }) => fingerprint)).slice(0, widgets.feed?.limit ?? 5);
  const triage = `${consoleUrl(coronerd)}${coronerd.state.behaviour.mail?.linkPath ?? `/p/${encodeURIComponent(scope.projectName)}/triage`}`;
  const lines = [
    { words: `${errors.length} errors in ${scope.projectName}`, href: `${triage}?time=week` },
    ...groups.map(([fingerprint, count]) => ({
      words: `${count} × ${errors.find((error) => error.fingerprint === fingerprint)?.callstack[0] ?? 'unknown'}`,
      href: `${triage}?time=all&fingerprint=${fingerprint}&similarity=false`,
    })),
  ];
  const tops = widgets.top.flatMap(({ attributes }) => attributes).map((name) => topOf(errors, name));
  return {
    subject: `Backtrace report: ${textOf(report, 'title')}`,
    html: [
      `<h1>${escaped(textOf(report, 'title'))}</h1>`,
      ...lines.map(({ words, href }) => `<p><a href="${escaped(href)}">${escaped(words)}</a></p>`),
      ...tops.map((top) => `<p>${escaped(top)}</p>`),
    ].join('\n'),
    text: [textOf(report, 'title'), ...lines.map(({ words, href }) => `${words}: ${href}`), ...tops].join(
      '\n',
    ),
  };
}

function matching(coronerd: Coronerd, pid: number, { filter }: Widgets): StoredError[] {
  const errors = coronerd.tables.errors(pid);
  if (filter.length === 0) return errors;
  const table = coronerd.tables.objects(pid);
  const rows = filterRows(table.size, (name) => table.column(name), filter);
  return [...rows].flatMap((row) => errors[row] ?? []);
}

function topOf(errors: readonly StoredError[], attribute: string): string {
  const values = counted(errors.map(({ attributes }) => String(attributes[attribute] ?? '(none)')));
  const shown = values.slice(0, 5).map(([value, count]) => `${value} (${count})`);
  return `Top ${attribute}: ${shown.join(', ') || 'nothing'}`;
}

/** Each value with how often it comes, most frequent first. */
function counted(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
