import { textOf } from '../../../state/row.ts';
import type { ProjectViewer } from '../../viewer.ts';

/** Whether something is of the viewer's project. */
export function isOf({
  universe,
  project,
}: ProjectViewer): (each: { universe: string; project: string }) => boolean {
  const [home, name] = [textOf(universe, 'name'), textOf(project, 'name')];
  return (each) => each.universe === home && each.project === name;
}
