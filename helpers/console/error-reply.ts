import type { Response } from '@playwright/test';
import { z } from 'zod';
import { excerpt } from '../redact.ts';
import { inTime } from './in-time.ts';

const failure = z.looseObject({
  error: z.union([z.string(), z.looseObject({ message: z.string().optional() })]),
});
/** Longest wait for the body of a reply, in ms, and longest body that is looked into. */
const most = { wait: 3_000, length: 1_000_000 };

/** What a reply of the API says as its `error` though its status is a good one (contract §1.3). */
export async function errorIn(response: Response): Promise<string | undefined> {
  const type = response.headers()['content-type'] ?? '';
  const path = new URL(response.url()).pathname;
  if (!type.includes('json') || !/(^|\/)api\//.test(path)) return undefined;
  const body = await bodyOf(response);
  if (body === undefined || !body.slice(0, 400).includes('"error"')) return undefined;
  try {
    const { error } = failure.parse(JSON.parse(body));
    return excerpt(typeof error === 'string' ? error : (error.message ?? JSON.stringify(error)), 200);
  } catch {
    return undefined;
  }
}

/** Undefined for one that does not come, or whose page has been left meanwhile. */
async function bodyOf(response: Response): Promise<string | undefined> {
  const text = await inTime(
    response.text().catch(() => undefined),
    most.wait,
  );
  return text !== undefined && text.length <= most.length ? text : undefined;
}
