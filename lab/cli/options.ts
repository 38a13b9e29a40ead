import { parseArgs } from 'node:util';
import { type ConsoleGeneration, consoleGenerations } from '../state/console-generations.ts';
import { UsageError } from './usage.ts';

/** What the command line of the lab asks for. */
export interface LabOptions {
  mode: 'help' | 'faults' | 'print-state' | 'run';
  faults: string[];
  seed: number;
  projects?: number;
  errors?: number;
  symbols?: number;
  console?: ConsoleGeneration;
  oldFile?: string;
  newFile?: string;
  /** Command and arguments; empty = stay up. */
  command: string[];
}

const declared = {
  fault: { type: 'string', multiple: true },
  faults: { type: 'boolean' },
  seed: { type: 'string' },
  projects: { type: 'string' },
  errors: { type: 'string' },
  symbols: { type: 'string' },
  console: { type: 'string' },
  old: { type: 'string' },
  new: { type: 'string' },
  'print-state': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the arguments; everything from the first word or after `--` is the command. Throws a `UsageError`. */
export function readOptions(args: string[]): LabOptions {
  const [own, command] = splitCommand(args);
  const values = parse(own);
  const sizes = {
    projects: count('projects', values.projects, 2),
    errors: count('errors', values.errors, 0),
    symbols: count('symbols', values.symbols, 0),
  };
  const mode = values.help
    ? 'help'
    : values.faults
      ? 'faults'
      : values['print-state']
        ? 'print-state'
        : 'run';
  return {
    mode,
    faults: values.fault ?? [],
    seed: count('seed', values.seed, 0) ?? 1,
    ...sizes,
    console: generation(values.console),
    oldFile: values.old,
    newFile: values.new,
    command,
  };
}

function splitCommand(args: string[]): [own: string[], command: string[]] {
  const { tokens } = parseArgs({
    args,
    options: declared,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'positional') return [args.slice(0, token.index), args.slice(token.index)];
    if (token.kind === 'option-terminator') return [args.slice(0, token.index), args.slice(token.index + 1)];
  }
  return [args, []];
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: declared, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function count(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new UsageError(`--${name} must be a whole number of at least ${least}, not '${text}'`);
}

function generation(text: string | undefined): ConsoleGeneration | undefined {
  if (text === undefined) return undefined;
  const known = consoleGenerations.find((each) => each === text);
  if (known) return known;
  throw new UsageError(`--console must be ${consoleGenerations.join(' or ')}, not '${text}'`);
}
