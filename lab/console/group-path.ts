import { rowsOf } from '../state/row.ts';
import { address, atProject, type Viewer } from './viewer.ts';

/** Where a link of an older form to a group of errors leads now; undefined when there is no such group. */
export function groupPath(
  viewer: Viewer,
  { universe: name = '', project = '', fingerprint = '' }: Record<string, string>,
): { path: string } | undefined {
  const universe = viewer.universes.find((row) => row.name === name);
  if (!universe) return undefined;
  const { coronerd } = viewer;
  const projects = rowsOf(coronerd.state, 'project').filter(
    (row) => row.universe === universe.id && row.deleted !== 1,
  );
  const there = atProject({ ...viewer, universe, projects }, project);
  if (!there || !coronerd.tables.errors(there.pid).some((error) => error.fingerprint === fingerprint))
    return undefined;
  const query = { time: 'all', fingerprint, similarity: 'false' };
  return { path: address(there, `/p/${encodeURIComponent(project)}/triage`, query) };
}
