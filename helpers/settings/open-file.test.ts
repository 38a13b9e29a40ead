import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { warnOfOpenFile } from './open-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'open-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

function warnings(mode: number, written: Record<string, string>, environment = {}, name = '.env'): string[] {
  const file = join(folder, name);
  writeFileSync(file, '');
  chmodSync(file, mode);
  const lines: string[] = [];
  warnOfOpenFile(file, written, environment, (line) => lines.push(line));
  return lines;
}
const secret = { NEW_PASSWORD: 'pass-word-1' };

it.each([0o644, 0o640, 0o604])('a file of mode %o with a secret is told, with the way to mend it', (mode) => {
  const [line, ...more] = warnings(mode, secret);
  expect(line).toMatch(/\.env holds passwords or tokens and can be read by others .*: chmod 600 \S+\/\.env$/);
  expect(line).not.toContain('pass-word-1');
  expect(more).toEqual([]);
});

it('is told once a run, whichever process loads it', () => {
  const environment = {};
  expect(warnings(0o644, secret, environment)).toHaveLength(1);
  expect(warnings(0o644, secret, { ...environment })).toEqual([]);
});

it('a file with a strange name is quoted', () => {
  expect(warnings(0o644, secret, {}, "it's mine.env")[0]).toMatch(/chmod 600 '.*it'\\''s mine\.env'$/);
});

it.each([
  ['a file of its owner alone', 0o600, secret],
  ['one without a secret', 0o644, { NEW_URL: 'https://new.example.com', NEW_PASSWORD: '' }],
])('%s is not', (_what, mode, written) => {
  expect(warnings(mode, written)).toEqual([]);
});
