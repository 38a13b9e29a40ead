import type { Coronerd } from '../coronerd.ts';
import { noSuchProject } from '../failure.ts';
import type { Scope } from '../scope.ts';

/** Throws `no such project` for a project that is listed and gone when it is queried. */
export function requireNotVanished(coronerd: Coronerd, scope: Scope): void {
  if (coronerd.state.behaviour.vanishes?.includes(scope.pid)) throw noSuchProject(scope.projectName);
}
