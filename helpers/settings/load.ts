import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parse } from 'dotenv';
import { readCaptureSettings, readSettings } from './read.ts';
import type { CaptureSettings, Settings } from './settings.ts';
import { variables } from './variables.ts';

/**
 * Settings of this run: the file `.env` in `folder`, over which the process environment wins.
 * @throws SettingsError with every problem at once, also for names in `.env` that are no settings
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
  const file = resolve(folder, '.env');
  const written = existsSync(file) ? parse(readFileSync(file)) : {};
  return { all: expandHome({ ...written, ...definedOnly(environment) }), inFile: Object.keys(written) };
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}

/** The shell expands `~` on a command line, nobody does in `.env`. */
function expandHome(environment: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      name in variables && value.startsWith('~/') ? resolve(homedir(), value.slice(2)) : value,
    ]),
  );
}
