const needsNoQuotes = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 * The text as one word for a POSIX shell. The only place where the pack quotes for a shell.
 * Throws RangeError on control characters: a line break would end the line of the script it stands in.
 */
export function quote(text: string): string {
  if (/[\x00-\x1f\x7f]/.test(text)) throw new RangeError('a word for the shell holds a control character');
  return needsNoQuotes.test(text) ? text : inSingleQuotes(text);
}

/** The same for a command that somebody is to paste: control characters become question marks. */
export function pasted(text: string): string {
  return quote(text.replaceAll(/[\x00-\x1f\x7f]/g, '?'));
}

/** The text between single quotes, always. Same word for the shell as `quote`, same refusal. */
export function inSingleQuotes(text: string): string {
  if (/[\x00-\x1f\x7f]/.test(text)) throw new RangeError('a word for the shell holds a control character');
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
