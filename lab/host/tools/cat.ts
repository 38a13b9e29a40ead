import { getopt } from './getopt.ts';
import { open } from './read.ts';
import { type Call, quotef, type Result, refuse } from './tool.ts';

/** `cat FILE…`; goes on after a file that it cannot read, and then ends with 1. */
export function cat(call: Call): Result {
  const options = getopt(call.args, { u: 'flag' });
  if (options.problem) return refuse(`cat: ${options.problem}\nTry 'cat --help' for more information.`);
  let stdout = '';
  let stderr = '';
  for (const path of options.operands) {
    const opened = open(call, path);
    if ('error' in opened) stderr += `cat: ${quotef(path)}: ${opened.error}\n`;
    else stdout += opened.text;
  }
  return { stdout, stderr, status: stderr === '' ? 0 : 1 };
}
