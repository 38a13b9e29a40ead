import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  type Stats,
} from 'node:fs';
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
  z.object({
    origin: z.string(),
    state: storageState,
    token: z.string(),
    /** Requests of the login page that were not sent, since they would have gone elsewhere. */
    stopped: z.array(z.string()).optional(),
  }),
  z.object({ failure: z.string() }),
]);

/**
 * The one login of a run in the browser: cookies and storage of the console with the session's token, or why there is
 * none.
 */
export type BrowserLogin = z.output<typeof record>;

/** Names of the folders of this user's runs, before the id of the process that leads one. */
const prefix = `backtrace-verification-${process.getuid?.() ?? process.env.USERNAME ?? ''}-`;
/** A larger file is no login of a run. */
const mostBytes = 16 * 1024 * 1024;

/**
 * Folder of a run that is led by this process, of a name that nobody can know before; its other processes are told of it
 * in the environment. Throws where the one that the environment names is not this user's alone.
 */
export function runFolder(): string {
  const given = process.env.VERIFICATION_BROWSER;
  // What a run that has ended told its children is of no use any more.
  if (given && !isFree(given)) {
    if (isPrivate(given)) return given;
    throw new Error(`${given} is not a folder of this user alone: unset VERIFICATION_BROWSER`);
  }
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  process.env.VERIFICATION_BROWSER = folder;
  process.once('exit', () => removeEmpty(folder));
  return folder;
}

export function writeLogin(login: BrowserLogin, folder = runFolder()): void {
  if (isFree(folder)) mkdirSync(folder, { mode: 0o700 });
  if (!isPrivate(folder))
    throw new Error(`${folder} is not a folder of this user alone: a login is not kept there`);
  writeWhole(join(folder, 'login.json'), JSON.stringify(login));
}

/** The run's login; undefined where none was tried. Throws for a file that is not this user's own. */
export function readLogin(folder = runFolder()): BrowserLogin | undefined {
  const file = join(folder, 'login.json');
  if (isFree(file)) return undefined;
  const descriptor = openSync(
    file,
    constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
  );
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile() || !isOwn(status) || status.nlink > 1 || status.size > mostBytes)
      throw new Error(`${file} is not a file of this user alone`);
    return record.parse(JSON.parse(readFileSync(descriptor, 'utf8')));
  } finally {
    closeSync(descriptor);
  }
}

/** Removes what this run kept, if it kept anything. */
export function forgetRun(folder = process.env.VERIFICATION_BROWSER): void {
  if (folder) rmSync(folder, { recursive: true, force: true });
}

/**
 * Removes what runs have left that were killed; gives the logins that are still open then. Folders of others, links, and
 * what is not named as runs name it are left alone.
 */
export function sweepDeadRuns(folder = tmpdir()): BrowserLogin[] {
  const dead = readdirSync(folder).filter((name) => {
    const [, pid] = name.startsWith(prefix)
      ? (/^(\d+)-[A-Za-z0-9]{6}$/.exec(name.slice(prefix.length)) ?? [])
      : [];
    return pid !== undefined && !isAlive(Number(pid)) && isPrivate(join(folder, name));
  });
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

/** Whether nothing is there, not even a link that leads nowhere. */
function isFree(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) === undefined;
}

/** Whether it is a folder, not a link to one, that nobody else may enter. */
function isPrivate(path: string): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false });
  const isClosed = process.platform === 'win32' || ((status?.mode ?? 0) & 0o077) === 0;
  return status?.isDirectory() === true && isOwn(status) && isClosed;
}

function isOwn({ uid }: Stats): boolean {
  return (process.getuid?.() ?? uid) === uid;
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It holds what its run removes, or is gone.
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
