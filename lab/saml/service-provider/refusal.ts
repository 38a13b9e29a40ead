import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** A login that is refused; the reason is for the audit log, not for the page. */
export class SsoRefusal extends Error {
  override readonly name = 'SsoRefusal';
  readonly status: ContentfulStatusCode;

  constructor(reason: string, status: ContentfulStatusCode = 403) {
    super(reason);
    this.status = status;
  }
}
