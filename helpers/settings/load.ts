import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parse } from 'dotenv';
import { readSettings } from './read.ts';
import type { Settings } from './settings.ts';
import { variables } from './variables.ts';

/**
 * Settings of this run: the file `.env` in `folder`, over which the process environment wins.
 * @throws SettingsError with every problem at once, also for names in `.env` that are no settings
 */
export function loadSettings(folder = process.cwd(), environment = process.env): Settings {
  const file = resolve(folder, '.env');
  const written = existsSync(file) ? parse(readFileSync(file)) : {};
  return readSettings(expandHome({ ...written, ...definedOnly(environment) }), Object.keys(written));
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
