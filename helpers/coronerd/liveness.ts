import { Unanswered } from '../unanswered.ts';
import type { Ask } from './ask.ts';
import type { ApiRequest } from './request.ts';

const request: ApiRequest = { method: 'GET', path: '/api/is_configured', token: 'none' };

/** What a server answers without a session. */
export function readingLiveness(ask: Ask) {
  return {
    /** The bare reply of `GET /api/is_configured`, whatever it is; `1` where all is well (contract §2.1). */
    async isConfigured() {
      const { status, headers, body, milliseconds } = await ask.raw(request);
      return { status, contentType: headers['content-type'] ?? null, body, milliseconds };
    },
    /**
     * The server's clock from its `Date` header, cut to whole seconds by HTTP, and this machine's clock before and
     * after; all Unix ms.
     */
    async clock(): Promise<{ serverMs: number; sentMs: number; receivedMs: number }> {
      const { headers, sentMs, receivedMs } = await ask.raw(request);
      const serverMs = Date.parse(headers.date ?? '');
      if (!Number.isNaN(serverMs)) return { serverMs, sentMs, receivedMs };
      const { asked, where } = ask.asked(request);
      throw new Unanswered(
        `${asked} at ${where} was answered without a Date header, so its clock is unknown`,
        {
          asked,
          where,
          next: 'Compare the clocks by hand.',
        },
      );
    },
  };
}
