import { excerpt } from '../redact.ts';

/** What was asked when the server refused, and how it said no. */
export interface Refusal {
  /** The server's error number, where it sent one (contract §1.3). */
  code?: number;
  /** The server's own words. */
  said: string;
  /** HTTP status of the reply. */
  status: number;
  /** Method and path, without token. */
  asked: string;
  /** Origin of the server. */
  where: string;
}

/** The server understood the request and answered with an `error`, whatever the HTTP status (contract §1.3). */
export class ServerRefused extends Error {
  override readonly name = 'ServerRefused';
  readonly code?: number;
  /** The server's own words, redacted. */
  readonly said: string;
  readonly status: number;
  readonly asked: string;
  readonly where: string;

  constructor(refusal: Refusal) {
    const said = excerpt(refusal.said, 500);
    const code = refusal.code === undefined ? '' : ` ${refusal.code}`;
    super(
      `${refusal.asked} at ${refusal.where} was answered with the error${code} "${said}" (HTTP ${refusal.status})`,
    );
    this.code = refusal.code;
    this.said = said;
    this.status = refusal.status;
    this.asked = refusal.asked;
    this.where = refusal.where;
  }
}
