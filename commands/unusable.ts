import { refuseUnknownWaivers } from '../fixtures/refuse-waivers.ts';
import { loadSettings } from '../helpers/settings/load.ts';
import { SettingsError } from '../helpers/settings/problem.ts';
import type { Settings } from '../helpers/settings/settings.ts';

/** The settings. Throws SettingsError, also where WAIVERS name a step that does not exist. */
export function loadKnownSettings(): Settings {
  const settings = loadSettings();
  refuseUnknownWaivers(settings.waivers);
  return settings;
}

/** What `load` gives; unusable settings are said, and end the process with exit code 2. */
export function orUnusable<T>(load: () => T): T {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

/** What `parse` gives; unusable arguments are said with the usage, and end the process with exit code 2. */
export function endWithUsage<T>(usage: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}
