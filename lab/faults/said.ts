/** Recognises what a finding must say; a `RegExp` is one. */
export interface Said {
  test(text: string): boolean;
  toString(): string;
}

/** These texts, one behind the other on one line, whatever is between them. */
export function onOneLine(...parts: (string | RegExp)[]): Said {
  return {
    test: (text) => text.split('\n').some((line) => areInOrder(line, parts)),
    toString: () => parts.join(' … '),
  };
}

/** These texts, one behind the other, whatever is between them. */
export function inThisOrder(...parts: (string | RegExp)[]): Said {
  return { test: (text) => areInOrder(text, parts), toString: () => parts.join(' … ') };
}

/** One of them, or several. */
export function either(...all: (Said | string)[]): Said {
  return {
    test: (text) => all.some((each) => (typeof each === 'string' ? text.includes(each) : each.test(text))),
    toString: () => all.join(' or '),
  };
}

function areInOrder(text: string, parts: readonly (string | RegExp)[]): boolean {
  let rest = text;
  return parts.every((part) => {
    const at = typeof part === 'string' ? rest.indexOf(part) : rest.search(part);
    if (at === -1) return false;
    const length = typeof part === 'string' ? part.length : (part.exec(rest)?.[0].length ?? 0);
    rest = rest.slice(at + length);
    return true;
  });
}
