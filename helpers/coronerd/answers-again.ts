import { poll } from '../poll.ts';
import type { ReadableServer } from './server.ts';

/** Status and body of /api/is_configured, for example `200 1`. Throws Unanswered when there is no reply. */
export async function answer(server: Pick<ReadableServer, 'isConfigured'>): Promise<string> {
  const { status, body } = await server.isConfigured();
  return `${status} ${new TextDecoder().decode(body).slice(0, 80)}`;
}

/** Waits up to `seconds` for the server to answer as it did before; gives its last answer, or that there was none. */
export async function answersAgain(
  server: Pick<ReadableServer, 'isConfigured'>,
  before: string,
  seconds: number,
): Promise<string> {
  let last = 'no answer';
  const ask = async () => {
    // A server that starts refuses connections first, and a proxy before it may answer for it.
    last = await answer(server).catch(() => 'no answer');
    return last === before ? last : undefined;
  };
  await poll(ask, { within: seconds * 1000, every: 200 });
  return last;
}
