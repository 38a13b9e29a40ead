import { describe, expect, it } from 'vitest';
import { defaultPair } from '../state/default-pair.ts';
import { probeProject } from '../state/probe-project.ts';
import { integerOf, rowsOf } from '../state/row.ts';
import type { Lie, PairState, ServerState } from '../state/types.ts';
import { type Verification, verify, verifyInBrowser } from './verify.ts';

/** What a run of the pack made, by the name that it gave it. */
const made = /migration-probe-[0-9a-f]{16}/;
const ticket = { id: '12', key: 'OPS-12', fields: { summary: 'what people work on' } };

/**
 * A pair whose probe project is in use: it has errors with issues and a ticket, reports and workflows of people. So
 * whatever the run deletes or changes by mistake is missed.
 */
function pairInUse(lies: Lie[]): PairState {
  const pair = defaultPair({ seed: 9, errors: 300 });
  const { new: state } = pair;
  const projects = rowsOf(state, 'project');
  const pid = integerOf(
    projects.find(({ name }) => name === probeProject),
    'pid',
  );
  const errors = Object.values(state.errors).flat().slice(0, 120);
  state.errors[pid] = errors.map((error, place) => ({ ...structuredClone(error), id: place + 1 }));
  const fingerprints = [...new Set(errors.map(({ fingerprint }) => fingerprint))];
  state.issues = {
    ...state.issues,
    [pid]: fingerprints.map((fingerprint, place) => ({
      id: place + 1,
      fingerprint,
      state: 'open',
      tags: '',
      ticket: JSON.stringify([{ watcher: 'bugs', short: ticket.key }]),
      assignee: '',
      lastModified: 1_780_000_000,
      invariants: '',
    })),
  };
  state.behaviour.lies = lies;
  return pair;
}

/** Puts a ticket into the tracker that people work on. */
const withTicket: Parameters<typeof verify>[2] = async ({ pair }) => {
  pair.tracker.tickets.set(ticket.key, structuredClone(ticket));
};

/** What was there before the run is all there, as it was. */
function expectNothingLost(before: ServerState, run: Verification): void {
  const after = run.after.new;
  const own = <Thing>(list: readonly Thing[] = []) => list.filter((each) => !made.test(JSON.stringify(each)));
  for (const [pid, errors] of Object.entries(before.errors))
    expect(own(after.errors[pid]), `errors of project ${pid}`).toEqual(errors);
  for (const [type, rows] of Object.entries(before.configuration))
    expect(own(after.configuration[type]), type).toEqual(rows);
  for (const kind of ['connections', 'integrations', 'alerts'] as const)
    expect(own<object>(after.workflows?.[kind]), kind).toEqual(before.workflows?.[kind]);
  for (const [pid, issues] of Object.entries(before.issues ?? {}))
    expect(after.issues?.[pid]?.slice(0, issues.length), `issues of project ${pid}`).toEqual(issues);
}

/** Submissions that were counted against the quota. */
function submissions({ storage }: ServerState): number {
  return Object.values(storage).reduce((sum, { counter }) => sum + counter, 0);
}

describe('a server that lies loses nothing of its own', () => {
  it.each<Lie>(['ignores-filters', 'other-rows', 'other-ids', 'other-projects', 'old-replies'])(
    'with every effect allowed: %s',
    { timeout: 180_000 },
    async (lie) => {
      const pair = pairInUse([lie]);
      const specs = ['submission.spec', 'symbold.spec', 'reports.spec', 'workflows.spec', 'restart.spec'];
      const run = await verify(pair, undefined, withTicket, specs);

      expectNothingLost(pair.new, run);
      expect(submissions(run.after.new), 'errors that were submitted').toBeGreaterThan(submissions(pair.new));
      expect(run.tickets).toContain(ticket.key);
      expect(run.exitCode).not.toBe(0);
      expect(run.outcomes.length).toBeGreaterThan(15);
    },
  );

  it('with an invitation that is accepted', { timeout: 180_000 }, async () => {
    const pair = pairInUse(['other-ids', 'other-rows']);
    const run = await verifyInBrowser(pair, ['sso']);

    expectNothingLost(pair.new, run);
    expect(run.mails.come, 'invitations that were mailed').toBe(2);
    expect(run.problems.join()).toMatch(/is not proved to be this run's \([^)]+\): it was left alone/);
    expect(run.exitCode).toBe(1);
  });
});
