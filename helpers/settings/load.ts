import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parse } from 'dotenv';
import { warnOfOpenFile } from './open-file.ts';
import { SettingsError } from './problem.ts';
import { type Environment, readCaptureSettings, readSettings } from './read.ts';
import type { CaptureSettings, Settings } from './settings.ts';
import { variables } from './variables.ts';

/**
 * Settings of this run: the file `.env` in `folder`, or the one that SETTINGS_FILE names (`none`: no file), over which
 * the process environment wins, also where it is empty.
 * @throws SettingsError with every problem at once, also for names in the file that are no settings
 */
export function loadSettings(folder = process.cwd(), environment = process.env): Settings {
  const { all, inFile } = readVariables(folder, environment);
  return readSettings(all, inFile);
}

/** The same for capturing the old server, which needs no new one. */
export function loadCaptureSettings(folder = process.cwd(), environment = process.env): CaptureSettings {
  const { all, inFile } = readVariables(folder, environment);
  return readCaptureSettings(all, inFile);
}

function readVariables(folder: string, environment: NodeJS.ProcessEnv) {
  const { file, written } = readFile(folder, environment.SETTINGS_FILE);
  warnOfOpenFile(file, written, environment);
  return { all: expandHome({ ...written, ...environment }), inFile: Object.keys(written) };
}

function readFile(
  folder: string,
  name: string | undefined,
): { file?: string; written: Record<string, string> } {
  if (name === 'none') return { written: {} };
  const file = resolve(folder, name || '.env');
  if (existsSync(file)) return { file, written: parse(readFileSync(file)) };
  if (!name) return { written: {} };
  throw new SettingsError([{ variable: 'SETTINGS_FILE', message: `names ${file}, which does not exist` }]);
}

/** The shell expands `~` on a command line, nobody does in `.env`. */
function expandHome(environment: NodeJS.ProcessEnv): Environment {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      name in variables && value?.startsWith('~/') ? resolve(homedir(), value.slice(2)) : value,
    ]),
  );
}
