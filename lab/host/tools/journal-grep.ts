import type { Options } from './getopt.ts';

/**
 * The pattern of `journalctl --grep`, or what is wrong with it. Its case matters where it has an upper-case letter, or
 * as `--case-sensitive=` says (journalctl(1)).
 */
export function grepOf(options: Options): { isWanted(message: string): boolean } | { problem: string } {
  const pattern = options.values('grep', 'g').at(-1);
  if (pattern === undefined) return { isWanted: () => true };
  const said = options.values('case-sensitive').at(-1);
  const matters = said === undefined ? /\p{Lu}/u.test(pattern) : !/^(no|n|false|f|off|0)$/.test(said);
  try {
    const wanted = new RegExp(pattern, matters ? '' : 'i');
    return { isWanted: (message) => wanted.test(message) };
  } catch {
    return { problem: `Bad pattern "${pattern}": it does not compile` };
  }
}
