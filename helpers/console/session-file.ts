import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../verdict/write-file.ts';

const cookie = z.object({
  name: z.string(),
  value: z.string(),
  domain: z.string(),
  path: z.string(),
  expires: z.number(),
  httpOnly: z.boolean(),
  secure: z.boolean(),
  sameSite: z.enum(['Strict', 'Lax', 'None']),
});
const stored = z.object({ name: z.string(), value: z.string() });
const origin = z.object({ origin: z.string(), localStorage: z.array(stored) });
const storageState = z.object({ cookies: z.array(cookie), origins: z.array(origin) });

const record = z.union([
  z.object({ origin: z.string(), state: storageState, token: z.string() }),
  z.object({ failure: z.string() }),
]);

/**
 * The one login of a run in the browser: cookies and storage of the console with the session's token, or why there is
 * none.
 */
export type BrowserLogin = z.output<typeof record>;

/** Folder of this user for what must not be read by others or be kept: not below the results. */
function privateFolder(): string {
  const folder = join(tmpdir(), `backtrace-verification-${process.getuid?.() ?? process.env.USERNAME ?? ''}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { mode, uid } = statSync(folder);
  if ((process.getuid?.() ?? uid) !== uid || (process.platform !== 'win32' && (mode & 0o077) !== 0)) {
    throw new Error(`${folder} is not this user's alone: remove it, since it would hold a login`);
  }
  return folder;
}

/** Folder of a run that is led by this process; its other processes are told of it in the environment. */
export function runFolder(): string {
  const given = process.env.VERIFICATION_BROWSER;
  if (given) return given;
  const folder = join(privateFolder(), String(process.pid));
  process.env.VERIFICATION_BROWSER = folder;
  return folder;
}

export function writeLogin(login: BrowserLogin, folder = runFolder()): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeWhole(join(folder, 'login.json'), JSON.stringify(login));
}

/** The run's login; undefined where none was tried. */
export function readLogin(folder = runFolder()): BrowserLogin | undefined {
  const file = join(folder, 'login.json');
  return existsSync(file) ? record.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

/** Removes what this run kept. */
export function forgetRun(folder = runFolder()): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Removes what runs have left that were killed; gives the logins that are still open then. */
export function sweepDeadRuns(folder = privateFolder()): BrowserLogin[] {
  const dead = readdirSync(folder).filter((name) => /^\d+$/.test(name) && !isAlive(Number(name)));
  return dead.flatMap((name) => {
    const left = join(folder, name);
    const login = attemptRead(left);
    forgetRun(left);
    return login ? [login] : [];
  });
}

function attemptRead(folder: string): BrowserLogin | undefined {
  try {
    return readLogin(folder);
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
