import { type Question, Unanswered } from '../../unanswered.ts';

/** What answers at the server's address has no such path (HTTP 404 or 501): symbold may not be installed. */
export class NotServed extends Unanswered {
  readonly status: number;

  constructor(message: string, question: Question, status: number) {
    super(message, question);
    this.status = status;
  }
}
