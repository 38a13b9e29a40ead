import { existsSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import type { ServerSettings } from '../settings/types.ts';

/** Where Debian's packages put them: one without a window, which opens pages in half the time, and the whole one. */
const ofSystem = { shell: '/usr/bin/chromium-headless-shell', whole: '/usr/bin/chromium' };

/** How a person installs a browser: Playwright's own, or Debian's. */
export const howToInstall = 'npx playwright install chromium, or as root: apt-get install chromium';

/** A browser to launch; without `path` Playwright takes its own. `missing` says what was looked for. */
export type Browser = { path?: string } | { missing: string };

/**
 * The browser to use: the one that the setting names, else Playwright's own, else the system's. A setting that names
 * nothing is not made up for by another browser. With a window (`headed`), only a whole one will do.
 */
export function findChromium(
  setting: string | undefined,
  own: string,
  { headed = false, system = ofSystem }: { headed?: boolean; system?: typeof ofSystem } = {},
): Browser {
  if (setting !== undefined) {
    return existsSync(setting)
      ? { path: setting }
      : { missing: `PLAYWRIGHT_CHROMIUM names ${setting}, which does not exist` };
  }
  if (existsSync(own)) return {};
  if (!headed && existsSync(system.shell)) return { path: system.shell };
  if (existsSync(system.whole)) return { path: system.whole };
  return { missing: `no Chromium; ${howToInstall}` };
}

/**
 * Command line of the browser: names, also further `names` of the server, resolve as for every other request of the pack,
 * certificates with one of these public keys (SHA-256 of the SPKI, base64) are taken for good, and nothing is sent anywhere
 * that no page asked for. The sandbox is an option of Playwright's.
 */
export function chromiumArguments(
  settings: Pick<ServerSettings, 'url' | 'address'>,
  {
    keys = [],
    names = [],
    headed = false,
  }: { keys?: readonly string[]; names?: readonly string[]; headed?: boolean } = {},
): string[] {
  const { url, address } = settings;
  const to = address && isIPv6(address) ? `[${address}]` : address;
  const mapped = [...new Set([url.hostname, ...names])];
  return [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--disable-sync',
    '--no-pings',
    // Chromium would take one from the environment; every other request of the pack goes without.
    '--no-proxy-server',
    '--no-first-run',
    '--disable-gpu',
    `--enable-features=${features.join(',')}`,
    // A process less between a page and its pictures: without a window, pages open in four fifths of the time.
    ...(headed ? [] : ['--in-process-gpu']),
    ...(to ? [`--host-resolver-rules=${mapped.map((name) => `MAP ${name} ${to}`).join(',')}`] : []),
    ...(keys.length > 0 ? [trusted + keys.join(',')] : []),
  ];
}

/** This list takes the place of Playwright's, which therefore is in it. */
const features = [
  'CDPScreenshotNewSurface',
  'SkipListAccountsWithoutGaiaCookies',
  // A page takes over the frame of the one before: pages open in four fifths of the time.
  'RenderDocument:level/crashed-frame',
];

const trusted = '--ignore-certificate-errors-spki-list=';

/** The same command line with further keys that are taken for good. */
export function trustingAlso(words: readonly string[], keys: readonly string[]): string[] {
  const before = words.filter((word) => word.startsWith(trusted)).map((word) => word.slice(trusted.length));
  const all = [...before, ...keys];
  const others = words.filter((word) => !word.startsWith(trusted));
  return all.length > 0 ? [...others, trusted + all.join(',')] : others;
}
