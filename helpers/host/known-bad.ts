/**
 * Messages that mean trouble whoever says them. The vendor documents the first one; the rest are the system's own words.
 * Where one text follows another, only the first place of the one is looked from: the search stays linear.
 */
export const knownBad: readonly { kind: string; pattern: RegExp; next: string }[] = [
  { kind: 'corrupted attribute database', pattern: /crdb is corrupted/i, next: 'morgue repair PROJECT' },
  {
    kind: 'too many open files',
    pattern: /too many open files|\bEMFILE\b/i,
    next: 'raise LimitNOFILE= of the unit',
  },
  {
    kind: 'out of memory',
    pattern: /out of memory|oom-kill|OOM killer|Cannot allocate memory/i,
    next: 'give the host more memory',
  },
  {
    kind: 'crash',
    pattern: /segfault|segmentation fault|core dumped|general protection fault/i,
    next: 'look at the core file',
  },
  {
    kind: 'failed assertion',
    pattern:
      /^(?:(?!assertion )[\s\S])*assertion [\s\S]*failed|^(?:(?!assert\()[\s\S])*assert\([\s\S]*\) failed/i,
    next: 'send the lines to the vendor',
  },
  {
    kind: 'port not bound',
    pattern: /cannot bind|failed to bind|address already in use/i,
    next: 'see who has the port: ss -lntp',
  },
  {
    kind: 'permission denied',
    pattern:
      /\bEACCES\b|^(?:(?!\bopen|mkdir|bind|unlink|rename|write|read|stat|access|\/\S)[\s\S])*(?:open|mkdir|bind|unlink|rename|write|read|stat|access|\/\S)[\s\S]*permission denied/i,
    next: 'compare owners and modes with the old host',
  },
  {
    kind: 'disk full',
    pattern: /no space left on device|disk quota exceeded|\bENOSPC\b/i,
    next: 'df -h; df -i',
  },
];

/** All of them as one pattern, whose case does not matter: JavaScript and PCRE read it alike. It has no single quote. */
export const anyKnownBad = knownBad.map(({ pattern }) => pattern.source).join('|');
