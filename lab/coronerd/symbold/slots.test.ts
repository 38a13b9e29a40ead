import { expect, test, vi } from 'vitest';
import { Slots } from './slots.ts';

test('not more downloads at a time than the server allows', async () => {
  let open = 0;
  let most = 0;
  const waiting: (() => void)[] = [];
  const slots = new Slots();
  const work = () =>
    new Promise<void>((resolve) => {
      most = Math.max(most, ++open);
      waiting.push(() => {
        open--;
        resolve();
      });
    });
  const all = Promise.all(Array.from({ length: 7 }, () => slots.run(1, 2, work)));
  for (let done = 0; done < 7; done++) {
    await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0), { interval: 1 });
    waiting.shift()?.();
  }
  await all;
  expect([most, open]).toEqual([2, 0]);
});
