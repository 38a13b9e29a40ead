/** What a question to a server or a host needs to be told with when it got no usable answer. */
export interface Question {
  /** What was asked: a command line, or method and path (never with a token in it). */
  asked: string;
  /** Where: a host name or the origin of a URL. */
  where: string;
  /** What to do next, as an imperative sentence. */
  next?: string;
  cause?: unknown;
}

/**
 * It could not be found out: unreachable, timed out, refused, or the reply was not understood.
 * A step that throws this has the outcome `error`, never `failed`.
 */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
  readonly asked: string;
  readonly where: string;
  readonly next?: string;

  constructor(message: string, question: Question) {
    super(message, { cause: question.cause });
    this.asked = question.asked;
    this.where = question.where;
    this.next = question.next;
  }
}
