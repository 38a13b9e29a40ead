import type { ModuleName } from '../symbols/store.ts';

/**
 * URLs under which a symbol server may hold a symbol, in the order in which they are tried: by file and id of the
 * symbols, then by file and id of the program, then by file of the program and id of the symbols; each as the file
 * itself, the same compressed as CAB (last character `_`), and a Breakpad file with `.sym` instead of or after the
 * suffix. Throws a `TypeError` when the base is no URL.
 */
export function candidateUrls(base: string, { debugFile, debugId, codeFile, codeId }: ModuleName): string[] {
  const pairs: [file: string, id: string][] = [[debugFile, debugId]];
  if (codeFile && codeId) pairs.push([codeFile, codeId]);
  if (codeFile) pairs.push([codeFile, debugId]);
  return [...new Set(pairs.flatMap(([file, id]) => urlsOf(base, file, id)))];
}

function urlsOf(base: string, file: string, id: string): string[] {
  const stem = file.replace(/\.[^.]*$/, '') || file;
  return [file, `${file.slice(0, -1)}_`, `${stem}.sym`, `${file}.sym`].map((name) => {
    const url = new URL(base);
    const path = [file, id, name].map(encodeURIComponent).join('/');
    url.pathname = `${url.pathname.replace(/\/{1,9}$/, '')}/${path}`;
    return url.href;
  });
}
