import { expect, it } from 'vitest';
import { present } from '../faults/fault.ts';
import { defaultPair } from '../state/default-pair.ts';
import { integerOf, rowsOf } from '../state/row.ts';
import type { ServerState } from '../state/types.ts';
import { verify } from './verify.ts';

/** Nothing of any project's retention is installed. */
function idle(state: ServerState): ServerState {
  const pids = rowsOf(state, 'project_retention').map((row) => integerOf(row, 'project'));
  present(pids[0], 'project with retention');
  return { ...state, retentionNotInstalled: pids };
}

it('retention that is installed on neither server is no pass', { timeout: 60_000 }, async () => {
  const pair = defaultPair({ seed: 1 });
  const run = await verify({ old: idle(pair.old), new: idle(pair.new) }, undefined, undefined, ['data.spec']);

  expect(run.red).toEqual(['data.retention']);
  expect(run.of('data.retention')?.status).toBe('failed');
  expect(run.of('data.retention')?.findings.join('\n')).toMatch(
    /rules are configured on new, but not installed/,
  );
});
