import { type Files, join } from '../machine/files.ts';
import type { Word } from './words.ts';

/** Expands the words of a command over the files of the machine; a pattern without a match stays as it is. */
export function expand(word: Word, files: Files): string[] {
  if (word.pattern === undefined || !word.pattern.startsWith('/')) return [word.text];
  let paths = ['/'];
  for (const part of word.pattern.split('/').filter((one) => one !== '')) {
    paths = paths.flatMap((path) => matches(path, part, files));
  }
  return paths.length === 0 ? [word.text] : paths.sort(byBytes);
}

function matches(directory: string, part: string, files: Files): string[] {
  if (!/[*?[]/.test(part.replace(/\\./g, ''))) {
    const path = join(directory, part.replace(/\\(.)/g, '$1'));
    return files.find(path) === undefined ? [] : [path];
  }
  const pattern = globPattern(part);
  const names = files.list(directory).filter((name) => pattern.test(name));
  return names
    .filter((name) => part.startsWith('.') || !name.startsWith('.'))
    .map((name) => join(directory, name));
}

/** One part of a glob as a regular expression: `*`, `?`, `[0-9]`, `[!a]`, `\x`. */
export function globPattern(glob: string): RegExp {
  const source = glob.replace(/\\(.)|\[(!?)([^\]]+)\]|([\s\S])/g, (_, escaped, not, set, plain) => {
    if (set !== undefined) return `[${not === '!' ? '^' : ''}${set.replace(/[\\^]/g, '\\$&')}]`;
    if (plain === '*') return '.*';
    if (plain === '?') return '.';
    return (escaped ?? plain).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 's');
}

/** Order of names in the C locale. */
export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
