/** Options by their names without dashes: `flag`, `value`, or `optional` (a value only as `--name=value`). */
export type OptionSpec = Record<string, 'flag' | 'value' | 'optional'>;

export interface Options {
  /** Whether any of these was given. */
  has(...names: string[]): boolean;
  /** Values in the order given, of any of these names. */
  values(...names: string[]): string[];
  operands: string[];
  /** Message of getopt about the first bad option. */
  problem?: string;
}

/** Reads arguments as GNU getopt_long does: bundled short options, `--long=value`, `--`, operands anywhere. */
export function getopt(args: string[], spec: OptionSpec): Options {
  const given: [name: string, value: string][] = [];
  const operands: string[] = [];
  const rest = [...args];
  let problem: string | undefined;
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--') {
      operands.push(...rest.splice(0));
    } else if (arg.startsWith('--')) {
      problem ??= readLong(arg, rest, spec, given);
    } else if (arg.startsWith('-') && arg !== '-') {
      problem ??= readShort(arg.slice(1), rest, spec, given);
    } else {
      operands.push(arg);
    }
  }
  return {
    has: (...names) => given.some(([name]) => names.includes(name)),
    values: (...names) => given.filter(([name]) => names.includes(name)).map(([, value]) => value),
    operands,
    ...(problem === undefined ? {} : { problem }),
  };
}

function readLong(arg: string, rest: string[], spec: OptionSpec, given: [string, string][]) {
  const [, name = '', , value] = /^--([^=]+)(=([\s\S]*))?$/.exec(arg) ?? [];
  const kind = name.length > 1 ? spec[name] : undefined;
  if (kind === undefined) return `unrecognized option '${arg}'`;
  if (kind === 'flag' && value !== undefined) return `option '--${name}' doesn't allow an argument`;
  const taken = value ?? (kind === 'value' ? rest.shift() : '');
  if (taken === undefined) return `option '--${name}' requires an argument`;
  given.push([name, taken]);
  return undefined;
}

function readShort(bundle: string, rest: string[], spec: OptionSpec, given: [string, string][]) {
  for (let at = 0; at < bundle.length; at += 1) {
    const name = bundle.charAt(at);
    const kind = spec[name];
    if (kind === undefined) return `invalid option -- '${name}'`;
    if (kind === 'flag') {
      given.push([name, '']);
      continue;
    }
    const attached = bundle.slice(at + 1);
    const value = attached !== '' || kind === 'optional' ? attached : rest.shift();
    if (value === undefined) return `option requires an argument -- '${name}'`;
    given.push([name, value]);
    return undefined;
  }
  return undefined;
}
