/** Hosts of the public symbol servers that the vendor installs (docs: Symbol servers); correct this list when it changes. */
const publicHosts = new Set([
  'msdl.microsoft.com',
  'symbols.mozilla.org',
  'electron-symbols.githubapp.com',
  'download.amd.com',
]);

/** The label that the console puts before the name of a built-in symbol server, in any of its spellings. */
export const builtInLabel = /\bbacktrace[\s_-]*server\b/i;

/** Names of fields that say of a symbol server, by yes or no, that it is one of the vendor's. */
const builtInFlag = /backtrace|built_?-?in|vendor|predefined|preinstalled/i;

/** What tells whose a symbol server is. */
export interface Labelled {
  name: string | null;
  /** Every other text of its row. */
  texts: Record<string, string>;
  /** Names of the fields of its row that say yes. */
  flags: readonly string[];
}

/**
 * Whether a symbol server is one of those that the vendor installs: one of a whole universe, at one of the vendor's
 * hosts. A project's own server at such a host is a custom one.
 */
export function isBuiltIn({ url, ofUniverse }: { url: string | null; ofUniverse: boolean }): boolean {
  return ofUniverse && url !== null && URL.canParse(url) && publicHosts.has(new URL(url).hostname);
}

/** What of a symbol server's row says that it is one of the vendor's: each as `field "text"`, or the field alone. */
export function builtInLabels({ name, texts, flags }: Labelled): string[] {
  return [
    ...Object.entries({ name: name ?? '', ...texts })
      .filter(([, text]) => builtInLabel.test(text))
      .map(([field, text]) => `${field} "${text}"`),
    ...flags.filter((field) => builtInFlag.test(field)),
  ];
}

/** The fields in which the label was looked for, where not even the vendor's own symbol servers carry it in one. */
export function fieldsWithoutLabel(
  all: readonly (Labelled & Parameters<typeof isBuiltIn>[0])[],
): string[] | undefined {
  if (all.some((server) => isBuiltIn(server) && builtInLabels(server).length > 0)) return undefined;
  return [...new Set(['name', ...all.flatMap(({ texts, flags }) => [...Object.keys(texts), ...flags])])];
}
