import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { redact } from '../redact.ts';
import { readAccounts } from './account-file.ts';
import { accountForWrongPassword } from './try-account.ts';

const folder = mkdtempSync(join(tmpdir(), 'accounts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(content: unknown, mode = 0o600): string {
  const file = join(folder, `accounts-${Math.random()}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content), { mode });
  return file;
}

describe('the file of accounts', () => {
  it('gives accounts with any characters in their passwords, which are secrets from then on', () => {
    const password = 'p:=;,"\'\\ ü # $x%20';
    const accounts = readAccounts(
      written([
        { username: 'ada', password },
        { username: 'eva', sso: true },
      ]),
    );
    expect(accounts).toEqual([
      { username: 'ada', password },
      { username: 'eva', sso: true },
    ]);
    expect(redact(`it was ${password}!`)).toBe('it was [redacted]!');
  });

  it.each([
    ['can be read by others', [{ username: 'a', password: 'b' }], 0o644, /can be read by others.*/],
    ['is empty', [], 0o600, /not as expected/],
    ['is an object', {}, 0o600, /not as expected/],
    ['has a misspelt field', [{ username: 'a', pasword: 'hidden-value' }], 0o600, /not as expected/],
    ['has an account without password that may log in', [{ username: 'a' }], 0o600, /needs a "password"/],
    [
      'has an account twice',
      [
        { username: 'a', password: 'b1' },
        { username: 'a', sso: true },
      ],
      0o600,
      /twice/,
    ],
    ['is no JSON', 'ada=hidden-value', 0o600, /is no JSON/],
  ])('is refused where it %s, without a word of its content', (_what, content, mode, said) => {
    expect(() => readAccounts(written(content, mode))).toThrow(said);
    expect(() => readAccounts(written(content, mode))).not.toThrow(/hidden-value/);
  });

  it('is refused where it is missing', () => {
    expect(() => readAccounts(join(folder, 'nowhere.json'))).toThrow(/cannot be read \(ENOENT\)/);
  });
});

describe('the account for a wrong password', () => {
  const root = { username: 'root', password: 'a' };
  const plain = { username: 'ada', password: 'b' };
  const sso = { username: 'eva', sso: true };
  const isSuperuser = (name: string) => name === 'root';

  it('is not the superuser, if there is another', () => {
    expect(accountForWrongPassword([root, sso, plain], isSuperuser)).toBe(plain);
    expect(accountForWrongPassword([root, sso], isSuperuser)).toBe(root);
    expect(accountForWrongPassword([sso], isSuperuser)).toBeUndefined();
  });
});
