import { styleText } from 'node:util';
import type { Outcome, Status } from './outcome.ts';
import type { Run } from './report.ts';
import { clean } from './text.ts';

const marks: Record<Status, { sign: string; colour: Parameters<typeof styleText>[0] }> = {
  passed: { sign: '✓', colour: 'green' },
  failed: { sign: '✗', colour: 'red' },
  error: { sign: '!', colour: 'magenta' },
  skipped: { sign: '-', colour: 'yellow' },
};

/** The line that the console shows when a step has its outcome. */
export function outcomeLine(outcome: Outcome): string {
  const { sign, colour } = marks[outcome.status];
  const time = `${outcome.seconds.toFixed(2)} s`;
  const line = `${paint(colour, sign)} ${outcome.step.id.padEnd(26)} ${outcome.step.title}`;
  const reason = outcome.skip ? `  (${outcome.skip.kind}: ${outcome.skip.reason})` : '';
  return clean(`${line}${reason}`.concat('  '), 200).trimEnd() + paint('dim', `  ${time}`);
}

/** The red outcomes in full, then a table by section, then one sentence. */
export function summary(run: Run): string {
  const red = run.outcomes.filter(({ status }) => status === 'failed' || status === 'error');
  return [
    ...run.problems.map((text) => paint('red', `! the run itself: ${clean(text)}`)),
    ...red.map(redBlock),
    table(run),
    sentence(run),
  ].join('\n');
}

function redBlock(outcome: Outcome): string {
  const { sign, colour } = marks[outcome.status];
  const shown = outcome.findings
    .slice(0, 20)
    .map((finding) => clean(finding, 2_000).replace(/\n/g, '\n    '));
  const more =
    outcome.findings.length > shown.length ? [`at least ${outcome.findings.length - shown.length} more`] : [];
  return [
    `${paint(colour, `${sign} ${outcome.status.toUpperCase()} ${outcome.step.id}`)}  ${outcome.step.title}`,
    ...[...shown, ...more].map((line) => `  - ${line}`),
    paint('dim', `  by hand: ${outcome.step.byHand}`),
    '',
  ].join('\n');
}

function table(run: Run): string {
  const sections = [...new Set(run.outcomes.map(({ step }) => step.section))];
  const header = ['section', 'passed', 'failed', 'error', 'skipped'];
  const rows = sections.map((section) =>
    countRow(
      section,
      run.outcomes.filter(({ step }) => step.section === section),
    ),
  );
  const all = countRow('all', run.outcomes);
  const width = Math.max(...[header, ...rows, all].map(([name]) => name?.length ?? 0));
  const format = ([name = '', ...cells]: string[]) =>
    `${name.padEnd(width)}  ${cells.map((cell) => cell.padStart(7)).join(' ')}`;
  const rule = '─'.repeat(width + 34);
  return [format(header), rule, ...rows.map(format), rule, format(all)].join('\n');
}

function countRow(name: string, outcomes: readonly Outcome[]): string[] {
  const count = (status: Status) =>
    String(outcomes.filter((outcome) => outcome.status === status).length || '·');
  return [name, count('passed'), count('failed'), count('error'), count('skipped')];
}

function sentence(run: Run): string {
  const count = (status: Status) => run.outcomes.filter((outcome) => outcome.status === status).length;
  if (run.interrupted) return paint('red', 'Interrupted: steps without an outcome count as errors.');
  if (count('failed') > 0)
    return paint('red', `The new server is not as it should be: ${steps(count('failed'))} failed.`);
  if (count('error') > 0)
    return paint('magenta', `Not verified: ${steps(count('error'))} could not be found out.`);
  if (count('passed') === 0) return paint('red', 'Nothing was verified: every step was skipped.');
  const skipped = count('skipped') > 0 ? `, ${count('skipped')} skipped` : '';
  return paint('green', `Verified: ${steps(count('passed'))} passed${skipped}.`);
}

function steps(count: number): string {
  return count === 1 ? '1 step' : `${count} steps`;
}

function paint(colour: Parameters<typeof styleText>[0], text: string): string {
  return process.stdout.isTTY || process.env.FORCE_COLOR ? styleText(colour, text) : text;
}
