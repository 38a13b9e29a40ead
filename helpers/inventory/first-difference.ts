import type { Plain } from './entry.ts';

export interface FoundDifference {
  path: string;
  old: Plain | undefined;
  new: Plain | undefined;
}

/**
 * The first place where two values differ, and the values there; undefined where they are equal. `same` may call two
 * different leaves equal.
 */
export function firstDifference(
  old: Plain | undefined,
  fresh: Plain | undefined,
  same: (old: Plain, fresh: Plain) => boolean,
  path = '',
): FoundDifference | undefined {
  if (old === fresh) return undefined;
  if (Array.isArray(old) && Array.isArray(fresh)) {
    const length = Math.max(old.length, fresh.length);
    for (let index = 0; index < length; index++) {
      const found = firstDifference(old[index], fresh[index], same, `${path}[${index}]`);
      if (found) return found;
    }
    return undefined;
  }
  if (isObject(old) && isObject(fresh)) {
    for (const name of [...new Set([...Object.keys(old), ...Object.keys(fresh)])].sort()) {
      const [before, after] = [own(old, name), own(fresh, name)];
      const found = firstDifference(before, after, same, joined(path, name));
      if (found) return found;
    }
    return undefined;
  }
  if (old !== undefined && fresh !== undefined && same(old, fresh)) return undefined;
  return { path, old, new: fresh };
}

function joined(path: string, name: string): string {
  const plain = /^[\w-]+$/.test(name);
  if (!plain) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}

function own(object: Record<string, Plain>, name: string): Plain | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function isObject(value: Plain | undefined): value is Record<string, Plain> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
