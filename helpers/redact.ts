const replacement = '[redacted]';
/** A shorter secret would blank out ordinary words; the shapes below still cover it. */
const shortestSecret = 4;
/** What is read of a long text before it is cut to the wanted length. */
const excerptWindow = 16 * 1024;

const forms = new Map<string, true>();
let known: RegExp | undefined;
let longestForm = 0;

/**
 * Makes `redact` blank out this value, plain and as it looks in URLs, JSON, XML, base64 and hex.
 * Empty values and values shorter than 4 characters are not registered.
 */
export function registerSecret(value: string | undefined): void {
  if (value === undefined || value.length < shortestSecret || forms.has(value)) return;
  for (const form of formsOf(value)) {
    forms.set(form, true);
    longestForm = Math.max(longestForm, form.length);
  }
  const longestFirst = [...forms.keys()].sort((a, b) => b.length - a.length);
  known = new RegExp(longestFirst.map(escapeForPattern).join('|'), 'gi');
}

/** The text without any registered secret and without anything that has the shape of a secret. */
export function redact(text: string): string {
  return redactShapes(known ? text.replace(known, replacement) : text);
}

/** The first `length` characters of the text, redacted before it is cut, so that no secret is cut in two. */
export function excerpt(text: string, length: number): string {
  const windowed = text.length > excerptWindow;
  let clean = redact(windowed ? text.slice(0, excerptWindow) : text);
  if (windowed) clean = clean.slice(0, Math.max(0, clean.length - Math.max(longestForm, 1024)));
  if (clean.length <= length && !windowed) return clean;
  return `${clean.slice(0, length - 1)}…`;
}

/** The same value with every text in it redacted; for parsed JSON. */
export function redactDeep(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(redactDeep);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      typeof inner === 'string' && secretName.test(key) && inner !== ''
        ? [redact(key), replacement]
        : [redact(key), redactDeep(inner)],
    ),
  );
}

/** Names of fields, headers and parameters whose values are secrets. */
export const secretName =
  /(?:^|[^a-z])(?:tokens?|pass|authorization|(?:set-)?cookie|samlresponse)$|(?:token|passw(?:or)?d|passwd|pwd|passphrase|secret|credentials?|api[-_ ]?key|private[-_ ]?key|access[-_ ]?key|secret[-_ ]?key|signing[-_ ]?key)$/i;

const name =
  '(?:[\\w.-]*(?:token|password|passwd|passwrd|pwd|passphrase|secret|api[-_]?key|private[-_]?key|access[-_]?key|secret[-_]?key|signing[-_]?key|credential|credentials)|[\\w.-]*[_.-]pass|samlresponse)';
const header = '(?:proxy-)?authorization|(?:set-)?cookie|x-coroner-token';
const digest = '(?!sha256:|\\[redacted\\])';

/** Each pattern captures what is kept: $1 before the secret and, if there, $2 after it. */
const shapes: [RegExp, string][] = [
  [/-----BEGIN [^-\n]{1,64}-----[\s\S]*?(?:-----END [^-\n]{1,64}-----|$)/g, `${replacement}`],
  // "token": "…", also as JSON inside JSON, where the quotes are escaped.
  [
    new RegExp(
      `((\\\\{0,7}")(?:${name}|${header})\\2\\s*:\\s*\\2)${digest}(?:(?!\\2)[^\\\\]|(?!\\2)\\\\.)+(?=\\2|$)`,
      'gis',
    ),
    `$1${replacement}`,
  ],
  [new RegExp(`("(?:${name}|${header})s?"\\s*:\\s*\\[)[^\\]]+`, 'gi'), `$1${replacement}`],
  [new RegExp(`("(?:${name})"\\s*:\\s*)-?[0-9][0-9.eE+-]*`, 'gi'), `$1${replacement}`],
  [new RegExp(`(^|[\\s"'\`])((?:${header})\\s*[:=]\\s*)[^\\r\\n"'\`]+`, 'gim'), `$1$2${replacement}`],
  // token=…, in URLs, forms and configuration files.
  [
    new RegExp(
      `((?:^|[^\\w.-])${name}["']?\\s*=\\s*)${digest}("[^"\\n]*"|'[^'\\n]*'|[^\\s&"'<>,;)\\]}]+)`,
      'gi',
    ),
    `$1${replacement}`,
  ],
  [new RegExp(`((?:^|[^\\w.-])${name}["']?%3D)[^\\s&"'<>%]+`, 'gi'), `$1${replacement}`],
  // Not the tag of sudoers(5), as in `NOPASSWD: /bin/sh`: a path follows it.
  [
    /((?!(?<=\bno)passwd: \/)(?:password|passwd|passphrase|secret)["']?\s*:\s+)(?!sha256:|\[redacted\]|["'{[])\S+/gi,
    `$1${replacement}`,
  ],
  // A word "token" followed by something long and opaque.
  [/(token\W{1,20})(?!sha256:)(?=[\w+/=-]*\d)[\w+/=-]{16,}/gi, `$1${replacement}`],
  [/\b((?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi, `$1${replacement}`],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, replacement],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@"'<>]*:[^\s/?#"'<>]*@/gi, `$1${replacement}@`],
  [/(submit\.backtrace\.io\/[^/\s"']+\/)[0-9a-f]{32,}/gi, `$1${replacement}`],
];

/** The text without anything that has the shape of a secret, whatever values are registered. */
export function redactShapes(text: string): string {
  let clean = text;
  for (const [pattern, kept] of shapes) clean = clean.replace(pattern, kept);
  return clean;
}

function formsOf(value: string): Set<string> {
  const json = JSON.stringify(value).slice(1, -1);
  const form = new URLSearchParams({ v: value }).toString().slice(2);
  const bytes = Buffer.from(value);
  const found = [
    value,
    json,
    JSON.stringify(json).slice(1, -1),
    encodeURIComponent(value),
    form,
    form.replaceAll('+', '%20'),
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    value
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&apos;'),
    bytes.toString('hex'),
    ...base64Forms(bytes),
  ];
  return new Set(found.filter((text) => text.length >= shortestSecret));
}

/** Base64 of the bytes as they appear inside a longer base64 text, for each of the three alignments. */
function base64Forms(bytes: Buffer): string[] {
  const found: string[] = [];
  for (let offset = 0; offset < 3; offset++) {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes]);
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor((whole.length * 8) / 6);
    for (const encoding of ['base64', 'base64url'] as const) {
      const stable = whole.toString(encoding).slice(first, last);
      if (stable.length >= 6) found.push(stable);
    }
  }
  return found;
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
