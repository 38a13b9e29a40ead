import { setTimeout as pause } from 'node:timers/promises';
import { Unanswered } from '../unanswered.ts';
import type { ReadableServer } from './server.ts';

const between = 250;

/**
 * What `/api/is_configured` answers once the server is back: `1` as soon as it answers that, else its last answer
 * within so many seconds, or the reason why there was none.
 */
export async function answersAgain(
  server: Pick<ReadableServer, 'isConfigured'>,
  seconds: number,
): Promise<string> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await answerOf(server);
    if (answer === '1' || performance.now() + between > end) return answer;
    await pause(between);
  }
}

async function answerOf(server: Pick<ReadableServer, 'isConfigured'>): Promise<string> {
  try {
    const { status, body } = await server.isConfigured();
    const text = new TextDecoder().decode(body);
    return status === 200 ? text : `HTTP ${status}: ${text.slice(0, 200)}`;
  } catch (error) {
    if (error instanceof Unanswered) return error.message;
    throw error;
  }
}
