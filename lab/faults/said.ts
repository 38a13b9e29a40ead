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

/** These texts, each directly behind the one before. */
export function inOneGo(first: string, ...more: (string | RegExp)[]): Said {
  const standsAt = (text: string, at: number): boolean => {
    let rest = text.slice(at + first.length);
    return more.every((part) => {
      const found = typeof part === 'string' ? rest.startsWith(part) && [part] : part.exec(rest);
      if (!found || ('index' in found && found.index !== 0)) return false;
      rest = rest.slice(found[0]?.length);
      return true;
    });
  };
  return {
    test(text) {
      for (let at = text.indexOf(first); at !== -1; at = text.indexOf(first, at + 1))
        if (standsAt(text, at)) return true;
      return false;
    },
    toString: () => [first, ...more].join(''),
  };
}
