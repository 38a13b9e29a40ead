import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const rooms = ['helpers', 'fixtures', 'specs', 'commands'];

/** The product's files, by path, whose text matches. */
function filesWith(pattern: RegExp): string[] {
  const all = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile() && /\.ts$/.test(each.name) && !/\.test\.ts$/.test(each.name))
      .map((each) => join(each.parentPath, each.name)),
  );
  const found = all.filter((file) => !/\/testing\//.test(file) && pattern.test(readFileSync(file, 'utf8')));
  return found.map((file) => relative(root, file)).sort();
}

describe('in the browser, whatever is secret', () => {
  it('is typed in one place, which looks where it goes', () => {
    const typing =
      /\bfill\((?!\d)|pressSequentially|insertText|keyboard\.(?:type|press)\((?!'Escape')|setInputFiles/;
    expect(filesWith(typing)).toEqual(['helpers/console/typing/type-secret.ts']);
  });

  it('is typed, given as a cookie or looked for in the places that are known', () => {
    expect(filesWith(/\b(?:typeSecret|sendForm)\(/)).toEqual([
      'helpers/console/identity-provider.ts',
      'helpers/console/login-form.ts',
      'helpers/console/sign-up.ts',
      'helpers/console/typing/type-secret.ts',
    ]);
    expect(filesWith(/addCookies\(|setExtraHTTPHeaders|httpCredentials/)).toEqual([
      'fixtures/console/login.setup.ts',
    ]);
    expect(filesWith(/openGuarded\(/)).toEqual([
      'fixtures/console/accept-invitation.ts',
      'fixtures/console/login.setup.ts',
      'fixtures/console/sso-login.ts',
      'helpers/console/typing/guarded-page.ts',
    ]);
  });

  it('is in no browser that is launched otherwise than all others', () => {
    expect(filesWith(/\blaunch(?:Server|PersistentContext)?\(/)).toEqual([
      'fixtures/console/login.setup.ts',
      'fixtures/console/sso-login.ts',
    ]);
    expect(filesWith(/\blaunchWith\(/)).toEqual(['fixtures/console/base.ts', 'helpers/console/launch.ts']);
  });
});
