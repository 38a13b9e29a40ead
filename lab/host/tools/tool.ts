import type { Login } from '../machine/accounts.ts';
import type { Machine } from '../machine/machine.ts';
import type { View } from '../machine/view.ts';

/** What a command answered. */
export interface Result {
  stdout: string;
  stderr: string;
  status: number;
}

/** One run of a tool. */
export interface Call {
  args: string[];
  view: View;
  machine: Machine;
  login: Login;
  /** Aborted when nobody waits for the answer any more. */
  signal: AbortSignal;
  /** Runs another command line as the same login; with a signal of its own where it outlives this one. */
  run(line: string, signal?: AbortSignal): Promise<Result>;
}

export type Tool = (call: Call) => Result | Promise<Result>;

/** A good answer. */
export function answer(stdout: string, status = 0): Result {
  return { stdout, stderr: '', status };
}

/** A refusal: one message on stderr. */
export function refuse(stderr: string, status = 1): Result {
  return { stdout: '', stderr: `${stderr}\n`, status };
}

/** A name as coreutils print it in a message: quoted only where a shell would need it. */
export function quotef(name: string): string {
  if (/^[\w@%+=:,./-]+$/.test(name)) return name;
  return quote(name);
}

/** A name in single quotes, as tools print it in the C locale. */
export function quote(name: string): string {
  return `'${name.replaceAll("'", "'\\''")}'`;
}
