import type { z } from 'zod';
import type { RawAnswer } from './parse/answer.ts';

/** One question to a host. */
export interface HostQuestion<T> {
  purpose: string;
  /** One simple command, without pipes and variables, that only reads; `{storagePaths}` and `{storageFolders}` stand for those. */
  command: string;
  /** Needs root to be answered in full. */
  root: boolean;
  /** It is stopped after this many seconds. */
  seconds: number;
  /** Its output is cut after this many bytes. */
  bytes: number;
  /** The answer may hold secrets: never shown as it is. */
  secret?: boolean;
  /** Only lines that match are shown; the others are no business of the pack. */
  shown?: RegExp;
  parse: (answer: RawAnswer) => T;
  /** The form of the fact, for one that comes out of a file. */
  fact: z.ZodType<T>;
}

/** A question with its parser and the form of its fact; not as root, at most 5 seconds and 1 MiB unless said otherwise. */
export function ask<T>(
  purpose: string,
  command: string,
  [parse, fact]: [HostQuestion<T>['parse'], HostQuestion<T>['fact']],
  how: Partial<Pick<HostQuestion<T>, 'root' | 'seconds' | 'bytes' | 'secret' | 'shown'>> = {},
): HostQuestion<T> {
  return { purpose, command, parse, fact, root: false, seconds: 5, bytes: 1024 * 1024, ...how };
}
