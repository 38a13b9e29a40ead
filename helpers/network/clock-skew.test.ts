import { describe, expect, it } from 'vitest';
import { certainSkewSeconds } from './clock-skew.ts';

const at = (ms: number) => ({ saidFrom: ms, saidTo: ms, sentMs: 100_000, receivedMs: 100_400 });

describe('the skew of a clock', () => {
  it('is none where transit explains the difference', () => {
    expect(certainSkewSeconds(at(100_000))).toBe(0);
    expect(certainSkewSeconds(at(100_400))).toBe(0);
  });

  it('is what transit cannot explain', () => {
    expect(certainSkewSeconds(at(103_400))).toBe(3);
    expect(certainSkewSeconds(at(98_000))).toBe(-2);
  });

  it('allows for a clock that only shows whole seconds', () => {
    expect(
      certainSkewSeconds({ saidFrom: 99_000, saidTo: 100_000, sentMs: 100_000, receivedMs: 100_050 }),
    ).toBe(0);
  });
});
