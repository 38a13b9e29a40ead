import { describe, expect, it } from 'vitest';
import { effectiveSysctl } from './effective-sysctl.ts';

const line = (file: string, value: number) => ({ file, value });

describe('the sysctl line that wins at the next boot', () => {
  it.each([
    [
      'the later name',
      [line('/etc/sysctl.d/60-backtrace.conf', 2), line('/usr/lib/sysctl.d/10-map-count.conf', 1)],
      2,
    ],
    [
      'the later name, whatever the folder',
      [line('/etc/sysctl.d/10-own.conf', 1), line('/usr/lib/sysctl.d/99-vendor.conf', 2)],
      2,
    ],
    [
      '/etc, for files of the same name',
      [line('/usr/lib/sysctl.d/60-a.conf', 1), line('/etc/sysctl.d/60-a.conf', 2)],
      2,
    ],
    ['/etc/sysctl.conf', [line('/etc/sysctl.conf', 2), line('/etc/sysctl.d/99-z.conf', 1)], 2],
    ['the last line of a file', [line('/etc/sysctl.d/60-a.conf', 1), line('/etc/sysctl.d/60-a.conf', 2)], 2],
  ])('is that of %s', (_which, lines, value) => {
    expect(effectiveSysctl(lines)?.value).toBe(value);
  });

  it('is none where none is', () => {
    expect(effectiveSysctl([])).toBeUndefined();
  });
});
