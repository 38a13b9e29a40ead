import { withoutTrailing } from '../trailing.ts';
import { Unanswered } from '../unanswered.ts';
import type { FactOf } from './catalogue.ts';

/** Where coronerd stores when its configuration says nothing (vendor's installation guide). */
export const usualStoragePath = '/var/coronerd';

/**
 * The storage paths of coronerd.conf, without trailing slashes; the usual one where it names none.
 * @throws Unanswered when the file is not there or not understood
 */
export function storagePathsOf(conf: FactOf<'conf'>, host: string): string[] {
  if (!conf.present || !conf.parsed) {
    const what = conf.present ? 'is not JSON that could be understood' : 'does not exist';
    throw new Unanswered(`${host}: /etc/coronerd/coronerd.conf ${what}, so the storage path is not known`, {
      asked: 'cat /etc/coronerd/coronerd.conf',
      where: host,
      next: 'look at the file on the host',
    });
  }
  const paths = conf.storageDisks.map((path) => withoutTrailing(path, '/', 1));
  return paths.length > 0 ? paths : [usualStoragePath];
}
