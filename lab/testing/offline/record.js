// @ts-check
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Variable that names the folder in which a test and its child processes write what they wanted, a file each. */
export const folderVariable = 'OFFLINE_GUARD_FOLDER';

const whole = '.txt';

/**
 * Records that somebody wanted to leave this machine, for the test to fail by it also where the error is caught, and
 * gives the error to fail the call with.
 * @param {string} where name or address
 * @param {string} api who wanted to
 */
export function violation(where, api) {
  const error = Object.assign(new Error(`a test must not leave this machine: ${where} (by ${api})`), {
    code: 'ELEFTMACHINE',
  });
  const trace = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const callers = trace.filter((line) => !/\/testing\/offline\/\w+\.js|\(node:|at node:/.test(line));
  const [, program = process.execPath] = process.argv;
  record([error.message, ...callers.slice(0, 6), `    in process ${process.pid}, ${program}`].join('\n'));
  return error;
}

/** @param {string} text */
function record(text) {
  const folder = process.env[folderVariable];
  try {
    if (!folder) throw new Error('nobody watches');
    const file = join(folder, randomUUID());
    writeFileSync(file, text);
    // The test reads whole files only.
    renameSync(file, file + whole);
  } catch {
    process.stderr.write(`${text}\n`);
  }
}

/** What this process and its children wanted since the last call. */
export function takeViolations() {
  const folder = process.env[folderVariable];
  if (!folder) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(whole))
    .map((name) => {
      const file = join(folder, name);
      const text = readFileSync(file, 'utf8');
      rmSync(file);
      return text;
    });
}
