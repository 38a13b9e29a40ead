/**
 * A shape that a secret has in a text. `begin` ends where the secret may begin; `end` gives where it ends, which is
 * `from` where there is none.
 */
interface Shape {
  begin: RegExp;
  end(text: string, from: number, found: RegExpExecArray): number;
  /** Where to look on after a `begin` without a secret; behind it, unless said otherwise. */
  next?(text: string, from: number, found: RegExpExecArray): number;
}

/** Names whose values are secrets, as they end. */
const secretField =
  /(?:token|password|passwd|passwrd|pwd|passphrase|secret|api[-_]?key|private[-_]?key|access[-_]?key|secret[-_]?key|signing[-_]?key|credentials?|[_.-]pass)$|^samlresponse$/i;
const secretHeader = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|x-coroner-token)$/i;

const isSecretName = (name: string): boolean => secretField.test(name) || secretHeader.test(name);

/** Longer words that a text ends with are secrets that were cut off: a host's name has at most 253 characters. */
const longestWord = 300;
/** Of a PEM file, with the dashes around it. */
const longestLabel = 80;

const privateKey: Shape = {
  begin: /(?=-----BEGIN )/g,
  end(text, from) {
    if (!/^-----BEGIN [^-\n]+-----/.test(text.slice(from, from + longestLabel))) return from;
    for (let at = text.indexOf('-----END ', from); at !== -1; at = text.indexOf('-----END ', at + 1)) {
      const label = /^-----END [^-\n]+-----/.exec(text.slice(at, at + longestLabel))?.[0];
      if (label !== undefined) return at + label.length;
    }
    return text.length;
  },
};

/** "token": "…", also as JSON inside JSON, where the quotes are escaped. */
const jsonText: Shape = {
  begin: /"([\w.-]+)(\\*)"\s*:\s*(\\*)"/g,
  end(text, from, { index, 1: name = '', 2: escapes = '', 3: opening }) {
    const isOne = opening === escapes && text.endsWith(escapes, index) && isSecretName(name);
    return isOne && !isHarmless(text, from) ? jsonTextEnd(text, from, escapes.length) : from;
  },
  // What was taken for the end of a name may be the beginning of one.
  next: (_text, _from, found) => found.index + 1,
};

const jsonList: Shape = {
  begin: /"([\w.-]+)"\s*:\s*\[/g,
  end(text, from, [, name = '']) {
    const one = name.replace(/s$/i, '');
    if (!isSecretName(name) && !isSecretName(one)) return from;
    const end = text.indexOf(']', from);
    return end === -1 ? text.length : end;
  },
};

const jsonNumber: Shape = {
  begin: /"([\w.-]+)"\s*:\s*/g,
  end: (text, from, [, name = '']) =>
    secretField.test(name) ? runEnd(/-?[0-9][0-9.eE+-]*/y, text, from) : from,
};

const headerLine: Shape = {
  begin: /(^|[\s"'`])([\w-]+)\s*[:=]\s*/g,
  end(text, from, [, , name = '']) {
    if (!secretHeader.test(name)) return from;
    const quoted = quotedEnd(text, from);
    return quoted > from ? quoted : runEnd(/[^\r\n"'`]*/y, text, from);
  },
  next: behindName,
};

/** token=…, in URLs, forms and configuration files. */
const assignment: Shape = {
  begin: /(^|[^\w.-])([\w.-]+)["']?\s*=\s*/g,
  end(text, from, [, , name = '']) {
    if (!secretField.test(name) || isHarmless(text, from)) return from;
    const quoted = quotedEnd(text, from);
    return quoted > from ? quoted : runEnd(/[^\s&"'<>,;)\]}]*/y, text, from);
  },
  next: behindName,
};

const encodedAssignment: Shape = {
  begin: /(^|[^\w.-])([\w.-]+)["']?%3D/gi,
  end: (text, from, [, , name = '']) => (secretField.test(name) ? runEnd(/[^\s&"'<>%]*/y, text, from) : from),
  next: behindName,
};

const spokenPassword: Shape = {
  begin: /(^|\W)(\w+)["']?\s*:\s+/g,
  end: (text, from, [, , name = '']) =>
    !/(?:password|passwd|passphrase|secret)$/i.test(name) ||
    isSudoersTag(name, text, from) ||
    isHarmless(text, from) ||
    `"'{[`.includes(text.charAt(from))
      ? from
      : runEnd(/\S*/y, text, from),
  next: behindName,
};

/** A word "token" followed by something long and opaque. */
const spokenToken: Shape = {
  begin: /token\W{1,20}/gi,
  end(text, from, found) {
    const end = runEnd(/[\w+/=-]*/y, text, from);
    // What comes before it may be a part of it, but for the character that ends the word "token".
    let first = from;
    while (first > found.index + 'token?'.length && '+/=-'.includes(text.charAt(first - 1))) first -= 1;
    const isOpaque = end - first >= 16 && /\d/.test(text.slice(from, end));
    return isOpaque && !isHarmless(text, from) ? end : from;
  },
  // Nothing that begins in a long word without digits is opaque; the word "token" at its end may introduce another.
  next: (text, from) => Math.max(from, runEnd(/[\w+/=-]*/y, text, from) - 26),
};

const authorization: Shape = {
  begin: /\b(?:bearer|basic)\s+/gi,
  end: (text, from) => atLeast(8, from, runEnd(/[\w.~+/=-]*/y, text, from)),
};

/** A JSON web token; one that is cut off may lack its end. */
const webToken: Shape = {
  begin: /\b(?=eyJ[\w-])/g,
  end(text, from) {
    const header = runEnd(/[\w-]*/y, text, from);
    if (header === text.length && header - from > longestWord) return header;
    if (header - from < 11 || text.charAt(header) !== '.') return from;
    const payload = runEnd(/[\w-]*/y, text, header + 1);
    if (payload === text.length && payload > header + 1) return payload;
    if (payload - header - 1 < 8 || text.charAt(payload) !== '.') return from;
    return runEnd(/[\w-]*/y, text, payload + 1);
  },
  // What begins within its header ends as it does.
  next: (text, from) => runEnd(/[\w-]*/y, text, from),
};

/** scheme://user:password@host; what is cut off and longer than any name and port is a password. */
const urlPassword: Shape = {
  begin: /:\/\//g,
  end(text, from) {
    const end = runEnd(/[^\s/?#"'<>]*/y, text, from);
    const authority = text.slice(from, end);
    const colon = authority.indexOf(':');
    if (colon === -1) return from;
    const at = authority.lastIndexOf('@');
    if (at > colon) return from + at;
    return end === text.length && end - from > longestWord ? end : from;
  },
  next: (text, from) => runEnd(/[^\s/?#"'<>]*/y, text, from),
};

const submissionUrl: Shape = {
  begin: /submit\.backtrace\.io\/[^/\s"']+\//gi,
  end: (text, from) => atLeast(32, from, runEnd(/[0-9a-f]*/iy, text, from)),
};

const shapes: readonly Shape[] = [
  privateKey,
  jsonText,
  jsonList,
  jsonNumber,
  headerLine,
  assignment,
  encodedAssignment,
  spokenPassword,
  spokenToken,
  authorization,
  webToken,
  urlPassword,
  submissionUrl,
];

/** The text with everything replaced that has the shape of a secret; the time grows with its length only. */
export function replaceShapes(text: string, replacement: string): string {
  return shapes.reduce((clean, shape) => replaceShape(clean, shape, replacement), text);
}

function replaceShape(text: string, { begin, end, next }: Shape, replacement: string): string {
  const pieces: string[] = [];
  let kept = 0;
  begin.lastIndex = 0;
  for (let found = begin.exec(text); found; found = begin.exec(text)) {
    const from = found.index + found[0].length;
    const to = end(text, from, found);
    if (to > from) {
      pieces.push(text.slice(kept, from), replacement);
      kept = to;
    }
    begin.lastIndex = Math.max(found.index + 1, to > from ? to : (next?.(text, from, found) ?? from));
  }
  return pieces.length === 0 ? text : pieces.join('') + text.slice(kept);
}

/** Where a run of characters ends, the pattern being sticky. */
function runEnd(run: RegExp, text: string, from: number): number {
  run.lastIndex = from;
  return from + (run.exec(text)?.[0].length ?? 0);
}

/** What separates a name from its value may belong to the next name: `%3Dtoken%3D`. */
function behindName(_text: string, from: number, found: RegExpExecArray): number {
  const [, before = '', name = ''] = found;
  return Math.min(from, found.index + before.length + name.length);
}

function atLeast(length: number, from: number, end: number): number {
  return end - from >= length ? end : from;
}

/** The tag of sudoers(5), as in `NOPASSWD: /bin/sh`: a path follows it. */
function isSudoersTag(name: string, text: string, from: number): boolean {
  return /^nopasswd$/i.test(name) && text.charAt(from) === '/';
}

/** What is blanked out already, and digests. */
function isHarmless(text: string, from: number): boolean {
  return /^(?:sha256:|\[redacted\])/i.test(text.slice(from, from + 16));
}

/** Behind the closing quote, or the end of the line that lacks one; `from` where there is no quote. */
function quotedEnd(text: string, from: number): number {
  const quote = text.charAt(from);
  const within = { '"': /[^"\n]*/y, "'": /[^'\n]*/y, '`': /[^`\n]*/y }[quote];
  if (!within) return from;
  const close = runEnd(within, text, from + 1);
  return text.charAt(close) === quote ? close + 1 : close;
}

/**
 * Where a JSON text ends whose quotes have so many backslashes before them: before the closing quote, or at the end of
 * what was cut off. A backslash of the text itself is written as twice (escapes + 1), its quote has one more than that.
 */
function jsonTextEnd(text: string, from: number, escapes: number): number {
  for (let quote = text.indexOf('"', from); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let first = quote;
    while (first > from && text.charAt(first - 1) === '\\') first -= 1;
    if ((quote - first) % (2 * (escapes + 1)) === escapes) return quote - escapes;
  }
  return text.length;
}
