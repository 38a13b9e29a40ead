import { getopt } from './getopt.ts';
import { answer, type Call, type Result, refuse } from './tool.ts';

/** `hostname`: the short name; `-f` the whole one, `-s`, `-d`, `-I` the addresses. */
export function hostname({ args, view }: Call): Result {
  const spec = {
    f: 'flag',
    fqdn: 'flag',
    long: 'flag',
    s: 'flag',
    short: 'flag',
    d: 'flag',
    I: 'flag',
  } as const;
  const options = getopt(args, spec);
  if (options.problem) return refuse(`hostname: ${options.problem}`, 255);
  if (options.operands.length > 0) return refuse('hostname: you must be root to change the host name');
  const [short = '', ...domain] = view.host.hostname.split('.');
  if (options.has('I')) return answer(`${view.host.addresses.join(' ')} \n`);
  if (options.has('f', 'fqdn', 'long')) return answer(`${view.host.hostname}\n`);
  return answer(`${options.has('d') ? domain.join('.') : short}\n`);
}
