import { textOf } from '../../state/row.ts';
import type { ProjectViewer } from '../viewer.ts';

/** Where a page's script sends its queries. */
export function queryPath(viewer: ProjectViewer, project = textOf(viewer.project, 'name')): string {
  return `/api/query?${new URLSearchParams({ universe: textOf(viewer.universe, 'name'), project })}`;
}
