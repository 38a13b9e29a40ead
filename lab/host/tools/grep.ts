import { join } from '../machine/files.ts';
import { getopt } from './getopt.ts';
import { grepPattern } from './grep-pattern.ts';
import { open } from './read.ts';
import { type Call, type Result, refuse } from './tool.ts';

const USAGE = "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.";

/**
 * `grep [-EFHhscilnvaIrR] [-m N] [-d skip] [-D skip] PATTERN FILE…`. Status 0 a line matched, 1 none, 2 a file could not
 * be read (even with -s). A binary file is read as text with -a and passed over with -I.
 */
export function grep(call: Call): Result {
  const flags = Object.fromEntries([...'EFGHhsivclnaIrR'].map((letter) => [letter, 'flag' as const]));
  const options = getopt(call.args, { ...flags, e: 'value', m: 'value', d: 'value', D: 'value' });
  if (options.problem) return refuse(`grep: ${options.problem}\n${USAGE}`, 2);
  const given = options.values('e');
  const [source, ...operands] = given.length > 0 ? [given.join('\n'), ...options.operands] : options.operands;
  if (source === undefined) return refuse(USAGE, 2);
  const patterns = source.split('\n').map((one) => {
    const literal = options.has('F') ? one.replace(/[.*[\]^$\\]/g, '\\$&') : one;
    return grepPattern(literal, options.has('E'), options.has('i'));
  });
  const recursive = options.has('r', 'R');
  const paths = recursive ? operands.flatMap((path) => filesBelow(call, path, options.has('R'))) : operands;
  const named = options.has('H') || ((recursive || paths.length > 1) && !options.has('h'));
  const most = Number(options.values('m').at(-1) ?? Number.POSITIVE_INFINITY);
  let [stdout, stderr, failed] = ['', '', false];
  for (const path of paths) {
    const opened = open(call, path);
    if ('error' in opened) {
      if (opened.error === 'Is a directory' && options.values('d').at(-1) === 'skip') continue;
      failed = true;
      if (!options.has('s')) stderr += `grep: ${path}: ${opened.error}\n`;
      continue;
    }
    if (options.has('I') && opened.text.includes('\0')) continue;
    const lines = opened.text.split('\n').map((text, index) => ({ text, number: index + 1 }));
    if (opened.text === '' || opened.text.endsWith('\n')) lines.pop();
    const hits = lines.filter((line) => patterns.some((one) => one.test(line.text)) !== options.has('v'));
    stdout += report(hits.slice(0, most), path, named, options.has);
  }
  return { stdout, stderr, status: failed ? 2 : stdout === '' ? 1 : 0 };
}

function report(
  hits: { text: string; number: number }[],
  path: string,
  named: boolean,
  has: (name: string) => boolean,
): string {
  const prefix = named ? `${path}:` : '';
  if (has('l')) return hits.length > 0 ? `${path}\n` : '';
  if (has('c')) return `${prefix}${hits.length}\n`;
  return hits.map((line) => `${prefix}${has('n') ? `${line.number}:` : ''}${line.text}\n`).join('');
}

/** The files below a directory, in no particular order; links in it are followed only with -R. */
function filesBelow(call: Call, path: string, follow: boolean, depth = 0): string[] {
  const node = call.view.files.find(path, follow || depth === 0);
  if (node?.kind === 'symlink') return [];
  if (node?.kind !== 'directory' || depth > 20) return [path];
  return call.view.files.list(path).flatMap((name) => filesBelow(call, join(path, name), follow, depth + 1));
}
