import type { Conf } from './parse/conf.ts';

/** Where coronerd has its configuration. */
export const coronerdConf = '/etc/coronerd/coronerd.conf';

/** Why coronerd.conf was not read as a whole; undefined where it was. */
export function confGap({ present, readable, parsed }: Conf): string | undefined {
  if (parsed) return undefined;
  if (!present) return `${coronerdConf} does not exist, or is a link to a file that does not`;
  return `${coronerdConf} ${readable ? 'is not JSON as a whole' : 'cannot be read'}`;
}
