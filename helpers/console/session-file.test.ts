import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forgetRun, readLogin, sweepDeadRuns, writeLogin } from './session-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'logins-'));
const origin = 'https://new.example.com';
const login = { origin, token: 'canary-token-1', state: { cookies: [], origins: [] } };
/** Id of a process that has ended. */
const dead = String(spawnSync(process.execPath, ['--version']).pid);

it('keeps the login for nobody else, and forgets it', () => {
  const run = join(folder, 'this-run');
  writeLogin(login, run);
  expect(readLogin(run)).toEqual(login);
  expect(statSync(join(run, 'login.json')).mode & 0o777).toBe(0o600);
  expect(statSync(run).mode & 0o777).toBe(0o700);
  forgetRun(run);
  expect(readLogin(run)).toBeUndefined();
});

it('removes what killed runs have left, damaged files too, and tells which logins are still open', () => {
  writeLogin(login, join(folder, dead));
  writeLogin({ failure: 'refused' }, join(folder, String(process.pid)));
  expect(sweepDeadRuns(folder)).toEqual([login]);
  mkdirSync(join(folder, dead));
  writeFileSync(join(folder, dead, 'login.json'), '{"token": "cana');
  expect(sweepDeadRuns(folder)).toEqual([]);
  expect(existsSync(join(folder, dead))).toBe(false);
  expect(readdirSync(folder)).toEqual([String(process.pid)]);
});
