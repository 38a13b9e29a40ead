/** Whether a path is one of the prefixes or lies below one. */
export function startsWithAny(path: string, prefixes: string[] | undefined): boolean {
  return prefixes?.some((prefix) => path.startsWith(prefix)) ?? false;
}
