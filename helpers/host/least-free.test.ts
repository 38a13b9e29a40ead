import { expect, it } from 'vitest';
import { leastFree } from './least-free.ts';

const machine = { totalKb: 1000, availableKb: 600, swapTotalKb: 100, swapFreeKb: 90 };

it('keeps the lower figure of what is free, whichever look had it', () => {
  const squeezed = { ...machine, availableKb: 20, swapFreeKb: 95 };
  expect(leastFree(squeezed, machine)).toEqual({ ...machine, availableKb: 20, swapFreeKb: 90 });
  expect(leastFree(machine, squeezed)).toEqual({ ...machine, availableKb: 20, swapFreeKb: 90 });
});

it('does not take a figure that is not known for zero', () => {
  const silent = { ...machine, availableKb: null };
  expect(leastFree(silent, machine).availableKb).toBe(600);
  expect(leastFree(silent, silent).availableKb).toBeNull();
});
