import { describe, expect, it } from 'vitest';
import { waiverFor, waivers } from './waivers.ts';

describe('a waiver', () => {
  const list = waivers.parse('beyond.kernel until 2026-12-31: small machine, OPS-12; startup.logs: noisy; ');

  it('names a step, a reason, and perhaps its last day', () => {
    expect(list).toEqual([
      { step: 'beyond.kernel', reason: 'small machine, OPS-12', until: '2026-12-31' },
      { step: 'startup.logs', reason: 'noisy' },
    ]);
  });

  it('holds through its last day and no longer', () => {
    expect(waiverFor(list, 'beyond.kernel', new Date('2026-12-31T23:00:00Z'))?.reason).toContain('OPS-12');
    expect(waiverFor(list, 'beyond.kernel', new Date('2027-01-01T00:00:00Z'))).toBeUndefined();
  });

  it('holds for its own step only', () => {
    expect(waiverFor(list, 'startup.units', new Date())).toBeUndefined();
  });
});
