/** The URL that a text is, or undefined. (`URL.parse` is newer than the oldest Node that the pack runs on.) */
export function urlIn(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
