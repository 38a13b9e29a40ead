import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetRun, readLogin, runFolder, sweepDeadRuns, writeLogin } from './session-file.ts';

let folder = '';
const origin = 'https://new.example.com';
const login = { origin, token: 'canary-token-1', state: { cookies: [], origins: [] } };
/** Id of a process that has ended. */
const dead = spawnSync(process.execPath, ['--version']).pid;
const named = (pid: number, suffix = 'abcDEF') =>
  join(folder, `backtrace-verification-${process.getuid?.() ?? ''}-${pid}-${suffix}`);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logins-'));
});
afterEach(() => vi.unstubAllEnvs());

describe("the run's login", () => {
  it('is kept for nobody else, and forgotten', () => {
    const run = join(folder, 'this-run');
    writeLogin(login, run);
    expect(readLogin(run)).toEqual(login);
    expect(statSync(join(run, 'login.json')).mode & 0o777).toBe(0o600);
    expect(statSync(run).mode & 0o777).toBe(0o700);
    forgetRun(run);
    expect(readLogin(run)).toBeUndefined();
  });

  it('is not kept where others may look, or behind a link', () => {
    const open = join(folder, 'open');
    mkdirSync(open);
    chmodSync(open, 0o755);
    expect(() => writeLogin(login, open)).toThrow(/not a folder of this user alone/);
    const own = mkdtempSync(join(folder, 'own-'));
    symlinkSync(own, join(folder, 'link'));
    expect(() => writeLogin(login, join(folder, 'link'))).toThrow(/not a folder of this user alone/);
    expect(readdirSync(own)).toEqual([]);
  });

  it('is not read through a link', () => {
    const run = join(folder, 'run');
    const other = join(folder, 'other.json');
    mkdirSync(run, { mode: 0o700 });
    writeFileSync(other, JSON.stringify(login));
    symlinkSync(other, join(run, 'login.json'));
    expect(() => readLogin(run)).toThrow(/ELOOP/);
    const second = join(folder, 'second');
    mkdirSync(second, { mode: 0o700 });
    linkSync(other, join(second, 'login.json'));
    expect(() => readLogin(second)).toThrow(/not a file of this user alone/);
  });
});

describe('the folder of a run', () => {
  it('has a name that nobody can know, is closed, and is handed on by the environment', () => {
    vi.stubEnv('VERIFICATION_BROWSER', '');
    vi.stubEnv('TMPDIR', folder);
    const run = runFolder();
    expect(basename(run)).toMatch(new RegExp(`^backtrace-verification-\\d*-${process.pid}-[A-Za-z0-9]{6}$`));
    expect(statSync(run).mode & 0o777).toBe(0o700);
    expect(process.env.VERIFICATION_BROWSER).toBe(run);
    expect(runFolder()).toBe(run);
    forgetRun(run);
    expect(runFolder()).not.toBe(run);
  });

  it('that the environment names must be closed, and no link', () => {
    const own = mkdtempSync(join(folder, 'own-'));
    symlinkSync(own, join(folder, 'link'));
    vi.stubEnv('VERIFICATION_BROWSER', join(folder, 'link'));
    expect(() => runFolder()).toThrow(/unset VERIFICATION_BROWSER/);
  });
});

describe('what killed runs have left', () => {
  it('is removed, damaged files too, and it is told which logins are still open', () => {
    mkdirSync(named(dead), { mode: 0o700 });
    mkdirSync(named(process.pid), { mode: 0o700 });
    writeLogin(login, named(dead));
    writeLogin({ failure: 'refused' }, named(process.pid));
    expect(sweepDeadRuns(folder)).toEqual([login]);
    mkdirSync(named(dead), { mode: 0o700 });
    writeFileSync(join(named(dead), 'login.json'), '{"token": "cana');
    expect(sweepDeadRuns(folder)).toEqual([]);
    expect(readdirSync(folder)).toEqual([basename(named(process.pid))]);
  });

  it('is left alone where it is a link, open to others, or named otherwise', () => {
    const precious = mkdtempSync(join(folder, 'precious-'));
    writeLogin(login, precious);
    symlinkSync(precious, named(dead));
    mkdirSync(named(dead, 'opened'));
    chmodSync(named(dead, 'opened'), 0o755);
    writeFileSync(join(named(dead, 'opened'), 'login.json'), JSON.stringify(login));
    writeFileSync(named(dead, 'isFile'), 'a file');
    mkdirSync(`${named(dead)}9`, { mode: 0o700 });
    const before = readdirSync(folder);
    expect(sweepDeadRuns(folder)).toEqual([]);
    expect(readdirSync(folder)).toEqual(before);
    expect(existsSync(join(precious, 'login.json'))).toBe(true);
  });

  it.runIf(process.getuid?.() === 0)("is left alone where it is another user's", () => {
    mkdirSync(named(dead), { mode: 0o700 });
    writeLogin(login, named(dead));
    spawnSync('chown', ['65534', named(dead)]);
    expect(sweepDeadRuns(folder)).toEqual([]);
    expect(existsSync(named(dead))).toBe(true);
    expect(() => writeLogin(login, named(dead))).toThrow(/not a folder of this user alone/);
  });

  it('with a file that is a link is removed, and what it leads to is not', () => {
    const precious = join(folder, 'precious.json');
    writeFileSync(precious, JSON.stringify(login));
    mkdirSync(named(dead), { mode: 0o700 });
    symlinkSync(precious, join(named(dead), 'login.json'));
    expect(sweepDeadRuns(folder)).toEqual([]);
    expect(readdirSync(folder)).toEqual([basename(precious)]);
  });
});
