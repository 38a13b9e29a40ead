import { describe, expect, it } from 'vitest';
import { compareVersions, versionIn } from './version-order.ts';

describe('versions', () => {
  it.each([
    ['1.42.1', '1.42.1', 0],
    ['1.42', '1.42.0', 0],
    ['1.9.9', '1.10.0', -1],
    ['2.0', '1.99.99', 1],
    ['1.42.10', '1.42.9', 1],
  ])('%s against %s', (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b))).toBe(sign);
  });

  it('are found in the words around them', () => {
    expect(versionIn('coronerd 1.64.3-rc1 (build 7)')).toBe('1.64.3');
    expect(versionIn('no number')).toBeUndefined();
  });
});
