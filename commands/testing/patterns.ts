import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { parseAst } from 'vitest/node';

/** A regular expression as the code has it. */
export interface Pattern {
  source: string;
  flags: string;
  /** Where it stands, `FILE:LINE`. */
  place: string;
}

/** The literals of a TypeScript file, and where it builds patterns by `RegExp(...)`. Throws where it cannot be parsed. */
export function patternsIn(code: string, file: string): { literals: Pattern[]; built: string[] } {
  const literals: Pattern[] = [];
  const built: string[] = [];
  const placeOf = (start: number) => `${file}:${code.slice(0, start).split('\n').length}`;
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const each of node) walk(each);
      return;
    }
    const { type, start, regex, callee } = node as Record<string, unknown>;
    const place = placeOf.bind(undefined, Number(start));
    if (type === 'Literal' && isRegex(regex))
      literals.push({ source: regex.pattern, flags: regex.flags, place: place() });
    if ((type === 'NewExpression' || type === 'CallExpression') && isRegExpName(callee)) built.push(place());
    for (const each of Object.values(node)) walk(each);
  };
  walk(parseAst(code, { lang: 'ts' }, file));
  return { literals, built };
}

function isRegex(value: unknown): value is { pattern: string; flags: string } {
  return typeof value === 'object' && value !== null && 'pattern' in value && 'flags' in value;
}

/** `RegExp`, also as `globalThis.RegExp`. */
function isRegExpName(callee: unknown): boolean {
  const { name, property } = (callee ?? {}) as { name?: unknown; property?: { name?: unknown } };
  return name === 'RegExp' || property?.name === 'RegExp';
}

// Of the package only what is JavaScript is loaded: it needs neither Java nor a program of its own.
const checker = createRequire(import.meta.url).resolve('recheck/lib/browser.js');
const work = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { checkSync } = require(workerData);
  parentPort.on('message', ({ source, flags }) => {
    const { status, complexity, error, attack } = checkSync(source, flags, { timeout: null });
    const why = [complexity?.summary ?? error?.message ?? error?.kind, attack?.pattern].filter(Boolean).join(': ');
    parentPort.postMessage(status === 'safe' ? undefined : status + ', ' + why);
  });
`;

/** What is wrong with the patterns, a sentence each: those that may take longer than the length of a text. */
export async function notLinear(patterns: readonly Pattern[]): Promise<string[]> {
  const places = new Map<string, Pattern[]>();
  for (const each of patterns) {
    const key = `/${each.source}/${each.flags}`;
    places.set(key, [...(places.get(key) ?? []), each]);
  }
  // The longest ones first, so that none is left to a single worker at the end.
  const waiting = [...places].sort(([one], [other]) => one.length - other.length);
  const findings: string[] = [];
  const checkAll = async (): Promise<void> => {
    const worker = new Worker(work, { eval: true, workerData: checker });
    try {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const [pattern, [one, ...more]] = next;
        if (!one) continue;
        const wrong = await new Promise<string | undefined>((resolve, reject) => {
          worker.once('message', resolve).once('error', reject);
          worker.postMessage({ source: one.source, flags: one.flags });
        });
        worker.removeAllListeners('error');
        const where = [one, ...more].map(({ place }) => place).join(', ');
        if (wrong !== undefined) findings.push(`${where}: ${pattern} is ${wrong}`);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, checkAll));
  return findings.sort();
}
