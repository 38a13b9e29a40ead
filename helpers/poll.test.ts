import { describe, expect, it } from 'vitest';
import { poll } from './poll.ts';

describe('polling', () => {
  it('gives the first answer that is there', async () => {
    let asked = 0;
    const answer = await poll(async () => (++asked === 3 ? 'now' : undefined), { within: 1000, every: 1 });
    expect([answer, asked]).toEqual(['now', 3]);
  });

  it('ends within its time, having asked at least once', async () => {
    let asked = 0;
    const none = await poll(
      async () => {
        asked += 1;
        return undefined;
      },
      { within: 0, every: 10 },
    );
    expect([none, asked]).toEqual([undefined, 1]);
  });

  it('ends at once when asking fails, and when it is aborted', async () => {
    await expect(poll(() => Promise.reject(new Error('gone')), { within: 1000, every: 1 })).rejects.toThrow(
      'gone',
    );
    const aborted = poll(async () => undefined, {
      within: 60_000,
      every: 30_000,
      signal: AbortSignal.timeout(5),
    });
    await expect(aborted).rejects.toThrow(/abort/i);
  });
});
