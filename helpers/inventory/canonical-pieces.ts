import type { Plain } from './entry.ts';

const enough = 64 * 1024;

/** The text that `canonical` gives, in pieces of some 64 KiB, so that it is never held whole. */
export function eachPiece(value: Plain, take: (piece: string) => void): void {
  let waiting = '';
  const add = (text: string): void => {
    waiting += text;
    if (waiting.length < enough) return;
    take(waiting);
    waiting = '';
  };
  feed(value, add);
  take(waiting);
}

function feed(value: Plain, add: (text: string) => void): void {
  if (Array.isArray(value)) {
    add('[');
    for (const [index, each] of value.entries()) {
      if (index > 0) add(',');
      feed(each, add);
    }
    add(']');
  } else if (typeof value === 'object' && value !== null) {
    add('{');
    for (const [index, key] of Object.keys(value).sort().entries()) {
      add(`${index > 0 ? ',' : ''}${JSON.stringify(key)}:`);
      feed(value[key] ?? null, add);
    }
    add('}');
  } else {
    add(JSON.stringify(value));
  }
}
