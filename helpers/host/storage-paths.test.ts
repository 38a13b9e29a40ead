import { describe, expect, it } from 'vitest';
import type { FactOf } from './catalogue.ts';
import { storagePathsOf } from './storage-paths.ts';

const conf = (more: Partial<FactOf<'conf'>>) =>
  ({ present: true, readable: true, parsed: true, storageDisks: [], ...more }) as FactOf<'conf'>;

describe('the storage paths', () => {
  it('are those of the configuration, without trailing slashes', () => {
    expect(storagePathsOf(conf({ storageDisks: ['/data/a/', '/b', '/'] }), 'new')).toEqual([
      '/data/a',
      '/b',
      '/',
    ]);
  });

  it('are the usual one where the configuration names none', () => {
    expect(storagePathsOf(conf({}), 'new')).toEqual(['/var/coronerd']);
  });

  it('are not known without a configuration, or with one that is not understood', () => {
    expect(() => storagePathsOf(conf({ present: false, parsed: false }), 'new')).toThrow(
      /new: .*does not exist/,
    );
    expect(() => storagePathsOf(conf({ parsed: false }), 'new')).toThrow(/not JSON/);
  });
});
