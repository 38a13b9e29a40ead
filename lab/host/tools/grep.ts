import { getopt } from './getopt.ts';
import { grepPattern } from './grep-pattern.ts';
import { open } from './read.ts';
import { type Call, type Result, refuse } from './tool.ts';

const USAGE = "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.";

/** `grep [-EFHhscilnv] PATTERN FILE…`. Status 0 a line matched, 1 none, 2 a file could not be read (even with -s). */
export function grep(call: Call): Result {
  const flags = Object.fromEntries([...'EFGHhsivcln'].map((letter) => [letter, 'flag' as const]));
  const options = getopt(call.args, { ...flags, e: 'value' });
  if (options.problem) return refuse(`grep: ${options.problem}\n${USAGE}`, 2);
  const given = options.values('e');
  const [source, ...paths] = given.length > 0 ? [given.join('\n'), ...options.operands] : options.operands;
  if (source === undefined) return refuse(USAGE, 2);
  const patterns = source.split('\n').map((one) => {
    const literal = options.has('F') ? one.replace(/[.*[\]^$\\]/g, '\\$&') : one;
    return grepPattern(literal, options.has('E'), options.has('i'));
  });
  const named = options.has('H') || (paths.length > 1 && !options.has('h'));
  let [stdout, stderr, failed] = ['', '', false];
  for (const path of paths) {
    const opened = open(call, path);
    if ('error' in opened) {
      failed = true;
      if (!options.has('s')) stderr += `grep: ${path}: ${opened.error}\n`;
      continue;
    }
    const lines = opened.text.split('\n').map((text, index) => ({ text, number: index + 1 }));
    if (opened.text === '' || opened.text.endsWith('\n')) lines.pop();
    const hits = lines.filter((line) => patterns.some((one) => one.test(line.text)) !== options.has('v'));
    stdout += report(hits, path, named, options.has);
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
