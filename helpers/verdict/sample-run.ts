import type { Outcome, Status } from './outcome.ts';
import type { Run } from './report.ts';

/** An outcome for tests of the reports. */
export function sampleOutcome(id: string, status: Status, more: Partial<Outcome> = {}): Outcome {
  return {
    step: { id, section: 'Misc. Services', project: 'server', title: `title of ${id}`, byHand: 'look there' },
    status,
    findings: status === 'failed' || status === 'error' ? ['what is wrong'] : [],
    evidence: [{ where: 'new.example.com', asked: 'systemctl status', answered: 'active' }],
    notes: [],
    startedAt: '2026-11-22T10:00:00.000Z',
    seconds: 0.0004,
    ...more,
  };
}

/** A run of these outcomes for tests of the reports. */
export function sampleRun(outcomes: Outcome[], more: Partial<Run> = {}): Run {
  return {
    run: 'r1',
    startedAt: '2026-11-22T10:00:00.123Z',
    endedAt: '2026-11-22T10:01:00.000Z',
    interrupted: false,
    problems: [],
    remarks: [],
    outcomes,
    ...more,
  };
}
