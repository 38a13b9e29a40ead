import { getopt } from './getopt.ts';
import { answer, type Call, type Result, refuse } from './tool.ts';

/** `nproc`, `nproc --all`: the processors of the machine. */
export function nproc({ args, view }: Call): Result {
  const options = getopt(args, { all: 'flag' });
  if (options.problem) return refuse(`nproc: ${options.problem}\nTry 'nproc --help' for more information.`);
  return answer(`${view.host.cpus}\n`);
}
