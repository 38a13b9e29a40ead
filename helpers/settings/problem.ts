/** One thing that is wrong with the settings: which variable, what was found, what is wanted. */
export interface Problem {
  variable: string;
  /** What is wrong, with what was found (never a secret's value). */
  message: string;
  /** How a right value looks, for example `NEW_URL=https://backtrace.example.com`. */
  example?: string;
}

/** The settings cannot be used; carries every problem, not only the first. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const once = problems.filter(
      ({ variable, message }, index) =>
        problems.findIndex((other) => other.variable === variable && other.message === message) === index,
    );
    super(SettingsError.text(once));
    this.problems = once;
  }

  private static text(problems: readonly Problem[]): string {
    const lines = problems.map(
      (problem) =>
        `  - ${problem.variable}: ${problem.message}${problem.example ? `\n    for example ${problem.example}` : ''}`,
    );
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    return [`The settings have ${count}:`, ...lines, twoWaysOn].join('\n');
  }
}

/** The two ways on for somebody who has no settings, or wrong ones. */
export const twoWaysOn = [
  'Two ways on:',
  '  1. your own servers:  cp .env.example .env, fill it in, and run again',
  '  2. try it first:      npm run demo  (verifies an embedded pair of servers, needs no settings)',
].join('\n');
