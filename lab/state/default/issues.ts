import type { Random } from '../random.ts';
import type { Issue, StoredError } from '../types.ts';

/** Triage state of some of the groups of a project's errors. */
export function issues(random: Random, errors: StoredError[]): Issue[] {
  const fingerprints = [...new Set(errors.map((error) => error.fingerprint))];
  return fingerprints
    .filter(() => random.chance(0.4))
    .map((fingerprint, index) => ({
      id: index + 1,
      fingerprint,
      state: random.pick(['open', 'in-progress', 'resolved', 'muted']),
      tags: random.pick(['', 'regression', 'customer urgent']),
      ticket: '',
      assignee: '',
      lastModified: errors.at(-1)?.timestamp ?? 0,
      invariants: '',
    }));
}
