import { stripVTControlCharacters } from 'node:util';
import { redact } from '../redact.ts';

const xmlIllegal = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/**
 * Text fit for every sink: redacted first, since a truncated secret escapes its pattern; then without terminal
 * escapes and characters that XML forbids; then cut at `most` characters, which is said.
 */
export function clean(text: string, most = Number.POSITIVE_INFINITY): string {
  const plain = stripVTControlCharacters(redact(text))
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(xmlIllegal, '');
  if (plain.length <= most) return plain;
  const note = ` … (${plain.length} characters in all)`;
  return `${plain.slice(0, Math.max(0, most - note.length)).toWellFormed()}${note}`;
}

/** The first line of a text, at most `most` characters. */
export function firstLine(text: string, most = 300): string {
  return clean(text.trim().split('\n')[0] ?? '', most);
}
