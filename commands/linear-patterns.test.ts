import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { named } from '../helpers/console/spelling.ts';
import { mentionOf } from '../helpers/inventory/host-names.ts';
import { globPattern } from '../lab/host/shell/glob.ts';
import { grepPattern } from '../lab/host/tools/grep-pattern.ts';
import { notLinear, type Pattern, patternsIn } from './testing/patterns.ts';

/** Where patterns are built, with some that are built there. */
const built: Record<string, RegExp[]> = {
  'helpers/inventory/host-names.ts': ['new', 'new.example.com', '10.0.0.1:443'].map(mentionOf),
  'helpers/console/spelling.ts': [named(['Log in', 'Sign  in', '/^(?:Users|Members)$/'])],
  'lab/host/shell/glob.ts': ['*.conf', 'backtrace-[a-z]*', '\\**'].map(globPattern),
  'lab/host/tools/grep-pattern.ts': [grepPattern('^[[:space:]]*vm[./]max_map_count', false, true)],
};
/** Places that take a pattern from who asks, as what they stand in for does; only the pack asks the lab. */
const taken = [
  'lab/coronerd/callstack/rules.ts',
  'lab/coronerd/query/operators.ts',
  'lab/coronerd/workflows/filters.ts',
  'lab/host/tools/journal-grep.ts',
];

const root = new URL('..', import.meta.url);
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.ts'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file !== '' && !/\.(test|proof)\.ts$|(^|\/)testing\//.test(file));
const found = files.map((file) => ({
  file,
  ...patternsIn(readFileSync(new URL(file, root), 'utf8'), file),
}));

test('every pattern of the project takes time that grows with the length of the text only', {
  timeout: 300_000,
}, async () => {
  expect(files.length).toBeGreaterThan(500);
  const patterns: Pattern[] = [
    ...found.flatMap(({ literals }) => literals),
    ...Object.entries(built).flatMap(([place, all]) =>
      all.map(({ source, flags }) => ({ source, flags, place })),
    ),
  ];
  expect(await notLinear(patterns)).toEqual([]);
});

test('a pattern that is built is one of those that are checked', () => {
  const places = found.flatMap((each) => each.built.map(() => each.file));
  expect([...new Set(places)].sort()).toEqual([...Object.keys(built), ...taken].sort());
});

test('a literal whose time grows with the square is found, wherever it stands', {
  timeout: 60_000,
}, async () => {
  const code = `
    // /comments+$/ are none, and so is a division: a / b / c
    export const first: RegExp = /^[a-z]+$/i;
    export function clean<T extends string>(text: T): string {
      return \`\${text.replace(/\\s+$/g, '')} \${new RegExp(text)} \${globalThis.RegExp('x')}\`;
    }
  `;
  const { literals, built: calls } = patternsIn(code, 'planted.ts');
  expect(literals.map(({ source, place }) => [source, place])).toEqual([
    ['^[a-z]+$', 'planted.ts:3'],
    ['\\s+$', 'planted.ts:5'],
  ]);
  expect(calls).toEqual(['planted.ts:5', 'planted.ts:5']);
  const findings = await notLinear(literals);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatch(/^planted\.ts:5: \/\\s\+\$\/g is vulnerable, 2nd degree polynomial/);
});
