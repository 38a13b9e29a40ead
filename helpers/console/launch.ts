import type { LaunchOptions } from '@playwright/test';
import { redact, secretName } from '../redact.ts';
import type { ServerSettings } from '../settings/types.ts';
import { variables } from '../settings/variables.ts';
import { type Browser, chromiumArguments } from './chromium.ts';

type Environment = Record<string, string | undefined>;

/** What a browser of the pack is launched with, besides Playwright's own choices. */
interface Launch {
  /** The browser that `findChromium` found; a missing one is for Playwright to complain about. */
  browser: Browser;
  server: Pick<ServerSettings, 'url' | 'address'>;
  keys?: readonly string[];
  names?: readonly string[];
  headed?: boolean;
  /** CHROMIUM_SANDBOX. */
  sandbox?: boolean;
}

/** Options of every launch of Chromium: command line, sandbox, and an environment without secrets. */
export function launchWith({ browser, server, sandbox = true, ...more }: Launch) {
  return {
    ...('path' in browser && browser.path ? { executablePath: browser.path } : {}),
    args: chromiumArguments(server, more),
    chromiumSandbox: sandboxed({ root: process.getuid?.() === 0, sandbox }),
    // Playwright's type knows no variable without a value, which it leaves out.
    env: browserEnvironment(process.env) as Record<string, string>,
  } satisfies LaunchOptions;
}

/** Whether Chromium runs in its sandbox: unless the setting says no, or the user is root, as whom it refuses to start. */
export function sandboxed({ root, sandbox }: { root: boolean; sandbox: boolean }): boolean {
  return sandbox && !root;
}

/** What leads to secrets without being one: the files with settings and the run's login, and keys that an agent holds. */
const leading = /^(?:SETTINGS_FILE|VERIFICATION_BROWSER|SSH_.*)$/;

/** What a browser cannot do without; a secret that is an ordinary word may be part of it. */
const needed =
  /^(?:PATH|HOME|USER|LOGNAME|SHELL|DISPLAY|WAYLAND_\w+|XDG_\w+|LANG|LC_\w+|TMPDIR|LD_LIBRARY_PATH)$/;

/** The environment for Chromium: without settings of the pack, and without what looks like a secret by name or value. */
export function browserEnvironment(environment: Environment): Environment {
  const mayPass = ([name, value]: [string, string | undefined]) =>
    value !== undefined &&
    !(name in variables) &&
    !leading.test(name) &&
    !secretName.test(name) &&
    (needed.test(name) || redact(value) === value);
  return Object.fromEntries(Object.entries(environment).filter(mayPass));
}

const noSandbox =
  /sandboxing failed|no usable sandbox|crbug\.com\/(?:357670|638180)|failed to move to new namespace|setuid sandbox|namespace sandbox/i;

/** An error of a launch, with what to do where it is Chromium's sandbox that does not start. */
export function explainLaunch(message: string): string {
  if (!noSandbox.test(message)) return message;
  return `Chromium cannot start its sandbox, which needs unprivileged user namespaces: allow them on this machine (sysctl kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns, user.max_user_namespaces), or set CHROMIUM_SANDBOX=no. ${message}`;
}
