import { describe, expect, it } from 'vitest';
import type { Entry } from './entry.ts';
import { countDifferences } from './error-count-findings.ts';

function errors(
  key: string,
  days: Record<string, number>,
  more: Record<string, number | string> = {},
): Entry {
  const total = Object.values(days).reduce((sum, count) => sum + count, 0);
  const [first, last] = [Object.keys(days)[0] ?? null, Object.keys(days).at(-1) ?? null];
  return { type: 'errors', key, fields: { total, groups: 3, first, last, days, ...more } };
}

describe('differences in the numbers of errors', () => {
  const old = [
    errors('acme/shop', { '2026-08-01': 5, '2026-08-02': 7 }),
    errors('acme/web', { '2026-08-01': 1 }),
  ];
  const findings = (fresh: Entry[]) => countDifferences(old, fresh).map(({ finding }) => finding);

  it('are none between equal sides', () => {
    expect(findings(structuredClone(old))).toEqual([]);
  });

  it('name the day on which one error is missing', () => {
    expect(findings([errors('acme/shop', { '2026-08-01': 5, '2026-08-02': 6 }), old[1] as Entry])).toEqual([
      'missing on new 1: errors of acme/shop (old 12, new 11): 2026-08-02 old 7, new 6',
    ]);
  });

  it('see a lost error and a duplicated one behind an equal total', () => {
    expect(findings([errors('acme/shop', { '2026-08-01': 6, '2026-08-02': 6 }), old[1] as Entry])).toEqual([
      'missing on new 1, extra on new 1: errors of acme/shop (old 12, new 12): 2026-08-01 old 5, new 6; 2026-08-02 old 7, new 6',
    ]);
  });

  it('see other groups and times behind equal days', () => {
    const fresh = errors('acme/shop', { '2026-08-01': 5, '2026-08-02': 7 }, { groups: 4 });
    expect(findings([fresh, old[1] as Entry])).toEqual([
      'different: errors of acme/shop, groups: old 3, new 4',
    ]);
  });

  it('compare totals where a server could not count by day', () => {
    const fresh = {
      ...errors('acme/shop', { '2026-08-01': 11 }),
      fields: { total: 11, groups: 3, first: '2026-08-01', last: '2026-08-02', days: null },
    };
    expect(findings([fresh, old[1] as Entry])).toEqual([
      'different: errors of acme/shop, total: old 12, new 11',
    ]);
  });

  it('name a project that the new server has not counted at all', () => {
    expect(findings([old[0] as Entry])).toEqual(['missing on new: all 1 errors of acme/web']);
  });

  it('leave out what either side could not count', () => {
    const gone: Entry = { type: 'errors', key: 'acme/shop', fields: {}, unanswered: 'no such project' };
    expect(findings([gone, old[1] as Entry])).toEqual([]);
  });

  it('show five days and say how many more there are', () => {
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, day) => [`2026-07-0${day + 1}`, 2]));
    const [difference] = countDifferences([errors('acme/shop', many)], [errors('acme/shop', {})]);
    expect(difference?.finding).toMatch(/^missing on new 18: .*2026-07-05 old 2, new 0; and 4 more days$/);
    expect(difference?.days).toHaveLength(9);
  });
});
