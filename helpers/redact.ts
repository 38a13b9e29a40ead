import { KnownValues } from './redaction/known-values.ts';
import { replaceShapes } from './redaction/shapes.ts';

const replacement = '[redacted]';
/** A shorter secret would blank out ordinary words; the shapes below still cover it. */
const shortestSecret = 4;
/** What is read of a long text before it is cut to the wanted length. */
const excerptWindow = 16 * 1024;
/** Far more levels than any reply has, and far fewer than the stack holds. */
const deepest = 200;

const known = new KnownValues();
const registered = new Set<string>();

/**
 * Makes `redact` blank out this value, plain and as it looks in URLs, JSON, XML, base64 and hex.
 * Empty values and values shorter than 4 characters are not registered.
 */
export function registerSecret(value: string | undefined): void {
  if (value === undefined || value.length < shortestSecret || registered.has(value)) return;
  registered.add(value);
  for (const form of formsOf(value)) known.add(form);
}

/** The text without any registered secret and without anything that has the shape of a secret. */
export function redact(text: string): string {
  return redactShapes(known.replaceIn(text, replacement));
}

/** The first `length` characters of the text, redacted before it is cut, so that no secret is cut in two. */
export function excerpt(text: string, length: number): string {
  const windowed = text.length > excerptWindow;
  let clean = redact(windowed ? text.slice(0, excerptWindow) : text);
  if (windowed) clean = clean.slice(0, Math.max(0, clean.length - Math.max(known.longest, 1024)));
  if (clean.length <= length && !windowed) return clean;
  return `${clean.slice(0, length - 1)}…`;
}

/** The same value with every text in it redacted; for parsed JSON. What is nested deeper than 200 levels is left out. */
export function redactDeep(value: unknown): unknown {
  return redactWithin(value, 0);
}

function redactWithin(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redact(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth >= deepest) return '[nested too deep]';
  if (Array.isArray(value)) return value.map((inner) => redactWithin(inner, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      typeof inner === 'string' && secretName.test(key) && inner !== ''
        ? [redact(key), replacement]
        : [redact(key), redactWithin(inner, depth + 1)],
    ),
  );
}

/** Names of fields, headers and parameters whose values are secrets. */
export const secretName =
  /(?:^|[^a-z])(?:tokens?|pass|authorization|(?:set-)?cookie|samlresponse)$|(?:token|passw(?:or)?d|passwd|pwd|passphrase|secret|credentials?|api[-_ ]?key|private[-_ ]?key|access[-_ ]?key|secret[-_ ]?key|signing[-_ ]?key)$/i;

/** The text without anything that has the shape of a secret, whatever values are registered. */
export function redactShapes(text: string): string {
  return replaceShapes(text, replacement);
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
