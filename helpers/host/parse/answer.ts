/** What a host answered to one question of the catalogue. */
export interface RawAnswer {
  /** Exit status: 124/137 too slow, 126/127 tool missing, 141 output was cut. */
  status: number;
  stdout: string;
  stderr: string;
  /** The output was longer than the question's limit and its end is missing. */
  cut: boolean;
}

/** A parser could make nothing of an answer: whether the server is right cannot be told from it. */
export class NotUnderstood extends Error {
  override readonly name = 'NotUnderstood';
  /** What to do next, as an imperative sentence. */
  readonly next: string | undefined;

  constructor(message: string, next?: string) {
    super(message);
    this.next = next;
  }
}

/** The answer's output, if it is whole and its exit status is one of `accepted`. Throws NotUnderstood. */
export function outputOf(answer: RawAnswer, accepted: readonly number[] = [0]): string {
  if (answer.cut)
    throw new NotUnderstood(`the output is longer than ${answer.stdout.length} characters and was cut`);
  requireStatus(answer, accepted);
  return answer.stdout;
}

/** Throws NotUnderstood, with the reason where the exit status tells it, unless the status is `accepted`. */
export function requireStatus(answer: RawAnswer, accepted: readonly number[]): void {
  if (accepted.includes(answer.status)) return;
  const said = firstLine(answer.stderr);
  if (answer.status === 124 || answer.status === 137)
    throw new NotUnderstood(
      'it was stopped because it took too long',
      'Run it by hand on the host: a hung mount or an overloaded machine is likely.',
    );
  if (answer.status === 127)
    throw new NotUnderstood(
      `the tool is missing on the host (${said || 'exit status 127'})`,
      'Install the package that has it, or check by hand.',
    );
  if (answer.status === 126)
    throw new NotUnderstood(
      `the login may not run it (${said || 'exit status 126'})`,
      'Use a login that may.',
    );
  throw new NotUnderstood(`exit status ${answer.status}${said ? `: ${said}` : ''}`);
}

/** The lines of a text that are not blank. */
export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** What to throw for a line that has not the expected form. */
export function strangeLine(line: string, expected: string): NotUnderstood {
  return new NotUnderstood(`expected ${expected}, received the line ${JSON.stringify(line.slice(0, 160))}`);
}

function firstLine(text: string): string {
  return (linesOf(text)[0] ?? '').trim().slice(0, 300);
}
