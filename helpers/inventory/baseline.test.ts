import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { registerSecret } from '../redact.ts';
import { Unanswered } from '../unanswered.ts';
import { type Baseline, loadBaseline, saveBaseline } from './baseline.ts';
import { canonical, type Plain, unansweredIn } from './entry.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baseline-'));
  path = join(folder, 'old server "1".json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const baseline: Baseline = {
  takenAt: '2026-03-14T01:02:03.000Z',
  server: { url: 'https://old.example', version: '1.42.1' },
  inventory: {
    cutoff: 1773450123,
    hosts: ['old.example'],
    projects: [{ universe: 'ü', name: 'it\'s "p" $(x)', pid: 7, deleted: false }],
    configuration: {
      types: { universe: ['id', 'name'] },
      entries: [{ type: 'universe', key: 'ü', fields: { '10': 'b', '2': [1, null, { z: 1, a: 'é' }] } }],
    },
    errorCounts: [{ type: 'errors', key: 'ü/p', fields: {}, unanswered: 'gone' }],
    retentionStatus: [],
    sampling: [],
    symbols: [
      { type: 'symbols', key: 'ü/p', fields: { upTo: { 'a b': ['x\ty\t1'] }, later: {}, probes: 2 } },
    ],
    missingSymbols: [],
    symbolServers: [{ type: 'symbold', key: '(service)', fields: { installed: false, proof: 'HTTP 404' } }],
    symbolServerLists: [{ type: 'whitelist', key: 'ü/s', fields: { items: ['a'] } }],
  },
  sections: { symbols: [{ debug_file: 'a' }] },
  host: { load: [1, 2] },
};

function problem(): Unanswered {
  try {
    loadBaseline(path);
  } catch (error) {
    if (error instanceof Unanswered) return error;
    throw error;
  }
  throw new Error('it was loaded');
}

test('what is saved is loaded, by its owner only, and nothing else is left in the folder', () => {
  saveBaseline(path, baseline);
  saveBaseline(path, baseline);
  expect(loadBaseline(path)).toEqual(baseline);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toHaveLength(1);
});

test('host facts are saved without secrets', () => {
  registerSecret('the-operators-password');
  saveBaseline(path, {
    ...baseline,
    host: { conf: 'x the-operators-password', files: [{ text: 'token=abcdef' }] },
  });
  expect(loadBaseline(path).host).toEqual({ conf: 'x [redacted]', files: [{ text: 'token=[redacted]' }] });
});

test('a file laid out anew is still the same', () => {
  saveBaseline(path, baseline);
  writeFileSync(path, JSON.stringify(JSON.parse(readFileSync(path, 'utf8')), null, 2));
  expect(loadBaseline(path)).toEqual(baseline);
});

test.each<[string, (text: string) => string, RegExp]>([
  [
    'changed',
    (text) => text.replace('"unanswered":"gone"', '"unanswered":"fine"'),
    /changed or damaged .*digest does not match.*Capture the old server again/,
  ],
  ['cut off', (text) => text.slice(0, -100), /cut off or damaged/],
  ['empty', () => '', /cut off or damaged/],
  ['foreign', () => '{"kind":"something else"}', /not a baseline of this pack/],
  ['a list', () => '[]', /not a baseline of this pack/],
  [
    'newer',
    (text) => text.replace('"format":2', '"format":3'),
    /written in format 3; this version reads up to 2.*newer/,
  ],
  [
    'without a section',
    (text) => text.replace('"sampling":[]', '"x":1'),
    /is damaged: content\.inventory\.sampling/,
  ],
])('a file that is %s is told', (_, spoil, message) => {
  saveBaseline(path, baseline);
  writeFileSync(path, spoil(readFileSync(path, 'utf8')));
  const { message: text } = problem();
  expect(text).toMatch(message);
  expect(text).toContain(path);
});

test('a file of the format before is loaded, and what it has not is unanswered', () => {
  const {
    symbols: _,
    missingSymbols: __,
    symbolServers: ___,
    symbolServerLists: ____,
    ...inventory
  } = baseline.inventory;
  const content = { ...baseline, inventory };
  const digest = `sha256:${createHash('sha256')
    .update(canonical(content as unknown as Plain))
    .digest('hex')}`;
  writeFileSync(path, JSON.stringify({ kind: 'backtrace-migration-baseline', format: 1, digest, content }));
  const { inventory: loaded } = loadBaseline(path);
  expect(loaded).toMatchObject(inventory);
  const sections = [loaded.symbols, loaded.missingSymbols, loaded.symbolServers, loaded.symbolServerLists];
  for (const section of sections) {
    expect(unansweredIn(section)).toEqual([
      expect.stringMatching(/older version.*capture the old server again/),
    ]);
  }
});

test('a file that is missing or cannot be written is told, and the old one stays', () => {
  expect(problem().message).toMatch(/could not be read .*ENOENT.*Correct OLD_BASELINE/);
  expect(() => saveBaseline(join(folder, 'no such folder', 'x.json'), baseline)).toThrow(
    /could not be written .*ENOENT/,
  );
  saveBaseline(path, baseline);
  expect(() => saveBaseline(path, { ...baseline, takenAt: 'yesterday' })).toThrow();
  expect(loadBaseline(path)).toEqual(baseline);
});
