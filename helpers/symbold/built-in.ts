/** Hosts of the public symbol servers that the vendor installs (docs: Symbol servers); correct this list when it changes. */
const publicHosts = new Set([
  'msdl.microsoft.com',
  'symbols.mozilla.org',
  'electron-symbols.githubapp.com',
  'download.amd.com',
]);

/** The label that the console puts before the name of a built-in symbol server, in any of its spellings. */
export const builtInLabel = /\bbacktrace[\s_-]*server\b/i;

/** Whether a symbol server is one of those that the vendor installs, by the host of its URL. */
export function isBuiltIn({ url }: { url: string | null }): boolean {
  return url !== null && URL.canParse(url) && publicHosts.has(new URL(url).hostname);
}

/** The texts of a symbol server's row that say it is one of the vendor's: each as `field "text"`. */
export function builtInLabels({
  name,
  texts,
}: {
  name: string | null;
  texts: Record<string, string>;
}): string[] {
  return Object.entries({ name: name ?? '', ...texts })
    .filter(([, text]) => builtInLabel.test(text))
    .map(([field, text]) => `${field} "${text}"`);
}
