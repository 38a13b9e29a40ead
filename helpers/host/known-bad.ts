/** What a message says: these texts, one behind the other. */
type Form = readonly [RegExp, ...RegExp[]];

/** Messages that mean trouble whoever says them. The vendor documents the first one; the rest are the system's own words. */
export const knownBad: readonly { kind: string; forms: readonly Form[]; next: string }[] = [
  { kind: 'corrupted attribute database', forms: [[/crdb is corrupted/i]], next: 'morgue repair PROJECT' },
  {
    kind: 'too many open files',
    forms: [[/too many open files|\bEMFILE\b/i]],
    next: 'raise LimitNOFILE= of the unit',
  },
  {
    kind: 'out of memory',
    forms: [[/out of memory|oom-kill|OOM killer|Cannot allocate memory/i]],
    next: 'give the host more memory',
  },
  {
    kind: 'crash',
    forms: [[/segfault|segmentation fault|core dumped|general protection fault/i]],
    next: 'look at the core file',
  },
  {
    kind: 'failed assertion',
    forms: [
      [/assertion /i, /failed/i],
      [/assert\(/i, /\) failed/i],
    ],
    next: 'send the lines to the vendor',
  },
  {
    kind: 'port not bound',
    forms: [[/cannot bind|failed to bind|address already in use/i]],
    next: 'see who has the port: ss -lntp',
  },
  {
    kind: 'permission denied',
    forms: [
      [/\bEACCES\b/i],
      [/\bopen|mkdir|bind|unlink|rename|write|read|stat|access|\/\S/i, /permission denied/i],
    ],
    next: 'compare owners and modes with the old host',
  },
  {
    kind: 'disk full',
    forms: [[/no space left on device|disk quota exceeded|\bENOSPC\b/i]],
    next: 'df -h; df -i',
  },
];

/** Whether a message has one of the forms. */
export function hasForm(message: string, forms: readonly Form[]): boolean {
  return forms.some((form) => {
    let rest = message;
    return form.every((part) => {
      const found = part.exec(rest);
      if (found) rest = rest.slice(found.index + found[0].length);
      return found !== null;
    });
  });
}

/** All of them as one pattern, whose case does not matter: JavaScript and PCRE read it alike. It has no single quote. */
export const anyKnownBad = knownBad
  .flatMap(({ forms }) => forms.map((form) => form.map(({ source }) => `(?:${source})`).join('.*')))
  .join('|');
