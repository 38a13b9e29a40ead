/** The text without any of these characters at its end; the first `least` characters stay. */
export function withoutTrailing(text: string, characters: string, least = 0): string {
  let end = text.length;
  while (end > least && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
