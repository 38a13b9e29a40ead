import junit from 'junit-report-builder';
import type { Outcome } from './outcome.ts';
import type { Run } from './report.ts';
import { clean, firstLine } from './text.ts';

type Suite = ReturnType<typeof junit.testSuite>;
type Case = ReturnType<Suite['testCase']>;

/** Jenkins keeps this much of a passed case's output. */
const passedOutput = 900;
const otherOutput = 8_000;

/** JUnit XML of a run: a suite a project, a case a step; `failure` = the server is wrong, `error` = could not be found out. */
export function junitXml(run: Run): string {
  const builder = junit.newBuilder().name('post-migration verification');
  for (const project of new Set(run.outcomes.map(({ step }) => step.project))) {
    const outcomes = run.outcomes.filter(({ step }) => step.project === project);
    const suite = builder
      .testSuite()
      .name(project)
      .timestamp(run.startedAt.replace(/\.\d+Z$/, ''));
    suite.time(seconds(outcomes.reduce((sum, outcome) => sum + outcome.seconds, 0)));
    for (const outcome of outcomes) addCase(suite, outcome);
  }
  if (run.problems.length + run.remarks.length > 0) addRun(builder.testSuite().name('run'), run);
  return builder.build();
}

/** What is to be told of the run itself: what is wrong with it, and for example what was undone on the new server. */
function addRun(suite: Suite, { problems, remarks }: Run): void {
  const testCase = suite.testCase().className('run').name('run is sound').time(0);
  if (problems.length > 0)
    testCase.error(firstLine(problems[0] ?? ''), 'run', clean(problems.join('\n'), otherOutput));
  if (remarks.length > 0) testCase.standardOutput(clean(remarks.join('\n'), otherOutput));
}

function addCase(suite: Suite, outcome: Outcome): void {
  const { step } = outcome;
  const testCase = suite.testCase().className(className(step.project, step.section));
  testCase.name(clean(`${step.id} ${step.title}`)).time(seconds(outcome.seconds));
  const headline = firstLine(outcome.findings[0] ?? '');
  if (outcome.status === 'failed') testCase.failure(headline, 'failed').stacktrace(body(outcome));
  if (outcome.status === 'error') testCase.error(headline, 'error', body(outcome));
  if (outcome.skip) skipWithReason(testCase, clean(`${outcome.skip.kind}: ${outcome.skip.reason}`, 1_000));
  const most = outcome.status === 'passed' ? passedOutput : otherOutput;
  testCase.standardOutput(clean(evidenceText(outcome), most));
}

/** What a reader of the red case needs: every finding, where it was asked, and how to look by hand. */
export function body(outcome: Outcome): string {
  const { step } = outcome;
  const lines = [
    ...outcome.findings,
    '',
    `step: ${step.id} (${step.section}): ${step.title}`,
    ...outcome.evidence.slice(-3).map(({ where, asked }) => `asked: ${asked} at ${where}`),
    `by hand: ${step.byHand}`,
  ];
  return clean(lines.join('\n'), otherOutput);
}

function evidenceText(outcome: Outcome): string {
  const lines = outcome.evidence.map(
    ({ where, asked, answered }) => `${where}: ${asked}\n  ${answered.replace(/\n/g, '\n  ')}`,
  );
  return [...outcome.notes.map((note) => `note: ${note}`), ...lines].join('\n');
}

/** The builder writes a skip without its reason; Azure DevOps reads the attribute, GitLab the text. */
function skipWithReason(testCase: Case, reason: string): void {
  const build = testCase.skipped().build.bind(testCase);
  testCase.build = (parent) => {
    const element = build(parent);
    const skipped = element.children.find((child) => 'name' in child && child.name === 'skipped');
    if (skipped && 'att' in skipped) skipped.att('message', reason).txt(reason);
    return element;
  };
}

function className(project: string, section: string): string {
  return `${project}.${section
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}`;
}

/** At most three decimals, never an exponent. */
function seconds(value: number): number {
  return Number(Math.max(0, value).toFixed(3));
}
