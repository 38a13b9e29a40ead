/** Findings as they are listed: the first ones, then how many more there are at least. */
export function limited(findings: readonly string[], most = 20): string[] {
  const more = findings.length - most;
  return more > 0 ? [...findings.slice(0, most), `at least ${more} more`] : [...findings];
}
