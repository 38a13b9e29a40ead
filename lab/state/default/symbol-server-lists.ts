import type { Random } from '../random.ts';
import type { SymbolListItem, SymbolServer } from '../types.ts';
import { symbolNames } from './symbol-names.ts';

/** Items of a list by their names, without ids yet. */
export function inList(names: string[], addedAt: () => number): SymbolListItem[] {
  return names.map((name) => ({ id: 0, name, addedAt: addedAt() }));
}

/** The log of a server at work during the days before the start: mostly downloads, sometimes a failure. */
export function logOf(
  random: Random,
  url: string,
  span: { lines: number; days: number },
): SymbolServer['log'] {
  const times = Array.from({ length: span.lines }, () => -random.integer(60_000, span.days * 86_400_000));
  times.sort((a, b) => a - b);
  return times.flatMap((timestamp) => {
    const [file = '', id = ''] = (symbolNames(random, 1, true)[0] ?? '').split(',');
    const path = `${url}/${encodeURIComponent(file)}/${id}/${encodeURIComponent(file)}`;
    const symbol = `symbol: ${file} debugId: ${id}`;
    const asked = {
      timestamp,
      level: 'info' as const,
      message: `Downloading ${symbol} from url ${path}`,
    };
    const failure = `Download failed- ${symbol} under url ${url} Message: HTTP 404`;
    if (random.chance(0.1)) return [asked, { timestamp, level: 'warn' as const, message: failure }];
    const size = random.integer(20_000, 3_000_000);
    return [
      asked,
      { timestamp, level: 'info' as const, message: `Downloaded path ${path} ${symbol} bytes: ${size}` },
    ];
  });
}
