import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { z } from 'zod';
import { type RawAnswer, requireStatus, strangeLine } from './answer.ts';
import { hostsIn } from './conf-content.ts';
import { listensInSettings, listensInText } from './listen-keys.ts';

/** As many lines of a file are read; the question of the catalogue says the same. */
export const mostLines = 2_000;

const listen = z.object({
  /** Where it stands, for example `listen.port`. */
  key: z.string(),
  hostname: z.string().nullable(),
  port: z.number().nullable(),
  /** Path of a Unix socket. */
  socket: z.string().nullable(),
});
const sideConf = z.object({
  path: z.string(),
  form: z.enum(['JSON', 'text']),
  /** Why a file that looks like JSON cannot be read as JSON. */
  problem: z.string().nullable(),
  /** It is longer than what was read: neither its form nor its keys were looked at. */
  cut: z.boolean(),
  /** Where the service listens, as the file says. */
  listens: z.array(listen),
  /** Hosts that a JSON file names anywhere, in URLs too, with the place. */
  hosts: z.array(z.object({ key: z.string(), host: z.string() })),
});
export const sideConfFact = z.array(sideConf);
export type SideConf = z.infer<typeof sideConf>;
export type Listen = z.infer<typeof listen>;

/**
 * What the pack needs to know of the configuration files of the services, from `grep -H ""`; never a secret value,
 * never a part of a file as it is. A file without a line is not among them. Throws NotUnderstood.
 */
export function parseSideConf(answer: RawAnswer): SideConf[] {
  // `grep` exits 1 when every file is empty and 2 when one is not there.
  if (!answer.cut) requireStatus(answer, [0, 1, 2]);
  const files = linesByFile(answer);
  const last = [...files.keys()].at(-1);
  return [...files].map(([path, lines]) =>
    readFile(path, lines.join('\n'), lines.length >= mostLines || (answer.cut && path === last)),
  );
}

function linesByFile({ stdout, cut }: RawAnswer): Map<string, string[]> {
  const whole = cut ? stdout.slice(0, stdout.lastIndexOf('\n') + 1) : stdout;
  const files = new Map<string, string[]>();
  for (const line of whole.split('\n')) {
    if (line === '') continue;
    const [, path, text = ''] = /^(\/[^:]*):(.*)$/s.exec(line) ?? [];
    // What a strange line holds may be a secret.
    if (path === undefined) throw strangeLine(`(${line.length} characters, not shown)`, '`FILE:LINE`');
    const known = files.get(path);
    if (known) known.push(text);
    else files.set(path, [text]);
  }
  return files;
}

function readFile(path: string, content: string, cut: boolean): SideConf {
  const nothing = { path, problem: null, cut, listens: [], hosts: [] };
  if (!looksLikeJson(path, content))
    return { ...nothing, form: 'text', listens: cut ? [] : listensInText(content) };
  if (cut) return { ...nothing, form: 'JSON' };
  const errors: ParseError[] = [];
  const root: unknown = parse(content, errors, { allowTrailingComma: true });
  return {
    path,
    form: 'JSON',
    problem: problemOf(content, root, errors[0]),
    cut,
    listens: listensInSettings(root),
    hosts: hostsIn(root),
  };
}

/** By its name, or because it begins like an object with a quoted key: other formats have braces, too. */
function looksLikeJson(path: string, content: string): boolean {
  const begins = content.replace(/^(?:\s+|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '');
  return /\.jsonc?$/i.test(path) || /^\{\s*(?:"|\}|\/[/*])/.test(begins);
}

function problemOf(content: string, root: unknown, error: ParseError | undefined): string | null {
  if (error) {
    const line = content.slice(0, error.offset).split('\n').length;
    return `${printParseErrorCode(error.error)} in line ${line}`;
  }
  return typeof root === 'object' && root !== null ? null : 'neither an object nor a list';
}
