import { describe, expect, it } from 'vitest';
import { answersAgain } from './answers-again.ts';

function server(...replies: (string | Error)[]) {
  return {
    isConfigured: async () => {
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      if (reply instanceof Error || reply === undefined) throw reply ?? new Error('nothing');
      return { status: 200, contentType: null, body: new TextEncoder().encode(reply), milliseconds: 1 };
    },
  };
}

describe('a server that was restarted', () => {
  it('answers as before, after some refused connections', async () => {
    const restarted = server(new Error('ECONNREFUSED'), 'starting', '1');
    expect(await answersAgain(restarted, '200 1', 5)).toBe('200 1');
  });

  it('is told by its last answer when it does not', async () => {
    expect(await answersAgain(server('0'), '200 1', 0)).toBe('200 0');
    expect(await answersAgain(server(new Error('ECONNREFUSED')), '200 1', 0)).toBe('no answer');
  });
});
