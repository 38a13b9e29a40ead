import { describe, expect, it } from 'vitest';
import { type FactOf, journalLines, kernelLogLines, soughtLines } from './catalogue.ts';
import { beyondReach, isSilent, journalGaps, knownBadLines, unfamiliarLines } from './log-lines.ts';

type Line = FactOf<'journal'>[number];

const start = 1_700_000_000;
const units = [
  { name: 'coronerd.service', startedAt: start },
  { name: 'backtrace-nginx.service', startedAt: start + 50 },
] as FactOf<'units'>;

function line(message: string, more: Partial<Line> = {}): Line {
  return {
    atMs: (start + 100) * 1000,
    unit: 'coronerd.service',
    identifier: 'coronerd',
    pid: 7,
    priority: 6,
    message,
    ...more,
  };
}

describe('known-bad log lines', () => {
  it.each([
    ["[ns /acme/shop/crdb] Project's attributes crdb is corrupted", 'corrupted attribute database'],
    ['accept: Too many open files', 'too many open files'],
    ['Out of memory: Killed process 7 (coronerd)', 'out of memory'],
    ['coronerd[7]: segfault at 0 ip 00007f', 'crash'],
    ["Assertion `n > 0' failed.", 'failed assertion'],
    ['could not listen: Address already in use', 'port not bound'],
    ['open /var/coronerd: Permission denied', 'permission denied'],
    ['EACCES while reading the key', 'permission denied'],
    ['write: No space left on device', 'disk full'],
  ])('%s', (message, kind) => {
    const findings = knownBadLines([line('all is well'), line(message)], units);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain(`${kind}: once`);
    expect(findings[0]).toContain('next:');
  });

  it.each([
    ['a client that may not', line('request refused: permission denied for token of project shop')],
    ['words that hold one', line('created memfile memfiles; preEACCESs; xENOSPCx')],
    [
      'the kernel about a stranger',
      line('Out of memory: Killed process 9 (postgres)', { unit: null, identifier: 'kernel', pid: null }),
    ],
  ])('are not what is said of %s', (_what, said) => {
    expect(knownBadLines([said], units)).toEqual([]);
  });

  it('are one finding a kind, however often they were said', () => {
    const findings = knownBadLines(
      Array.from({ length: 9 }, () => line('Too many open files')),
      units,
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain('9 times');
  });

  it('count only since their unit started', () => {
    const early = line('Too many open files', { atMs: (start - 1) * 1000 });
    const earlyForNginx = line('Too many open files', {
      unit: 'backtrace-nginx.service',
      atMs: (start + 40) * 1000,
    });
    expect(knownBadLines([early, earlyForNginx], units)).toEqual([]);
  });

  it('of the kernel count from the first start', () => {
    const kernel = { unit: null, identifier: 'kernel', pid: null };
    expect(
      knownBadLines(
        [line('Out of memory: Killed process 7 (coronerd)', { ...kernel, atMs: (start + 1) * 1000 })],
        units,
      ),
    ).toHaveLength(1);
    expect(
      knownBadLines(
        [line('Out of memory: Killed process 7 (coronerd)', { ...kernel, atMs: (start - 9) * 1000 })],
        units,
      ),
    ).toEqual([]);
  });
});

describe('unfamiliar log lines', () => {
  const warning = (message: string) => line(message, { priority: 4 });

  it('are warnings and errors of no known kind, each said once', () => {
    const lines = [
      line('hello'),
      warning('slow query of 120 ms'),
      warning('slow query of 7 ms'),
      warning('Too many open files'),
    ];
    const listed = unfamiliarLines(lines, units);
    expect(listed).toHaveLength(1);
    expect(listed[0]).toContain('2×');
  });

  it('are new when the old server never said such a thing', () => {
    const listed = unfamiliarLines([warning('slow query of 9 ms'), warning('lost peer 10.0.0.9')], units, [
      warning('slow query of 1 ms'),
    ]);
    expect(listed[0]).not.toContain('new, not on the old server');
    expect(listed[1]).toContain('new, not on the old server');
  });
});

describe('coronerd is silent', () => {
  const running = units.map((unit) => ({ ...unit, active: 'active' })) as typeof units;

  it.each([
    ['there is no line', []],
    ['there are only lines of another unit', [line('ready', { unit: 'backtrace-nginx.service' })]],
    ['systemd alone speaks of it', [line('Started coronerd.service', { identifier: 'systemd', pid: 1 })]],
    ['all that it said is of before its start', [line('bye', { atMs: (start - 1) * 1000 })]],
  ])('where %s', (_why, journal) => {
    expect(isSilent(journal, running)).toBe(true);
  });

  it('neither where it said something, nor where it does not run', () => {
    expect(isSilent([line('listeners are open')], running)).toBe(false);
    expect(isSilent([], units)).toBe(false);
  });
});

describe('lines that were sought', () => {
  it('count where the newest ones do not reach back to them', () => {
    const at = (seconds: number, unit = 'coronerd.service') =>
      line('Too many open files', { unit, atMs: (start + seconds) * 1000 });
    const sought = [at(1), at(5), at(1, 'backtrace-nginx.service'), at(9, 'backtrace-proxy.service')];
    const journal = [at(5), at(6), at(1, 'backtrace-nginx.service')];
    expect(beyondReach(sought, journal)).toEqual([at(1), at(9, 'backtrace-proxy.service')]);
    expect(knownBadLines([...beyondReach(sought, journal), ...journal], units)[0]).toMatch(
      /open files: 4 times/,
    );
  });
});

describe('gaps of the journal', () => {
  const running = units.map((unit) => ({ ...unit, active: 'active' })) as typeof units;

  it('are none where it reaches back to the start of each unit', () => {
    const first = [
      line('started', { atMs: start * 1000 }),
      line('started', { unit: 'backtrace-nginx.service', atMs: (start + 51) * 1000 }),
    ];
    expect(journalGaps(first, running)).toEqual([]);
  });

  it('are told for a unit without lines, and for one whose lines begin late', () => {
    expect(journalGaps([line('late', { atMs: (start + 4_000) * 1000 })], running)).toEqual([
      expect.stringMatching(/journal of coronerd\.service begins at .* after its start/),
      expect.stringMatching(/no line of backtrace-nginx\.service/),
    ]);
  });

  it('tells where the lines before those that were read were searched only', () => {
    const newest = Array.from({ length: journalLines['coronerd.service'] ?? 0 }, (_, place) =>
      line('busy', { atMs: (start + 4_000 + place) * 1000 }),
    );
    const nginx = line('started', { unit: 'backtrace-nginx.service', atMs: (start + 51) * 1000 });
    const gap = (sought?: Line[]) => journalGaps([...newest, nginx], running, sought);
    expect(gap([])).toEqual([
      expect.stringMatching(/^the newest 5000 lines of coronerd\.service begin at .* searched/),
    ]);
    const unknown = [expect.stringMatching(/what was said before is not known$/)];
    expect(gap()).toEqual(unknown);
    expect(gap(Array.from({ length: soughtLines }, () => line('Too many open files')))).toEqual(unknown);
    // Here it is the journal itself that begins late.
    expect(journalGaps([...newest.slice(1), nginx], running, [])).toEqual([
      expect.stringMatching(/what was said before is not known$/),
    ]);
  });

  it('is told for the kernel, where its newest lines do not reach back to the first start', () => {
    const running = units.map((unit) => ({ ...unit, active: 'active' })) as FactOf<'units'>;
    const said = (seconds: number) =>
      line('IN=eth0 OUT=', { unit: null, identifier: 'kernel', atMs: (start + seconds) * 1000 });
    const flood = Array.from({ length: kernelLogLines }, (_, place) => said(1_000 + place));
    const known = [line('a', { atMs: start * 1000 }), line('b', { unit: 'backtrace-nginx.service' })];
    expect(journalGaps([...known, ...flood.slice(1)], running)).toEqual([]);
    expect(journalGaps([...known, ...flood.slice(1), said(-60)], running)).toEqual([]);
    expect(journalGaps([...known, ...flood], running)).toEqual([
      expect.stringMatching(/log of the kernel begins at .* after the first start/),
    ]);
  });
});
