import type { ModuleName } from '../symbols/store.ts';

/**
 * URLs under which a symbol server may hold a symbol, in the order in which they are tried: the module itself, the
 * same compressed as CAB (last character `_`), and a Breakpad file with `.sym` instead of or after the suffix.
 * Throws a `TypeError` when the base is no URL.
 */
export function candidateUrls(base: string, { debugFile, debugId }: ModuleName): string[] {
  const stem = debugFile.replace(/\.[^.]*$/, '') || debugFile;
  const names = [debugFile, `${debugFile.slice(0, -1)}_`, `${stem}.sym`, `${debugFile}.sym`];
  return [...new Set(names)].map((name) => {
    const url = new URL(base);
    const path = [debugFile, debugId, name].map(encodeURIComponent).join('/');
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`;
    return url.href;
  });
}
