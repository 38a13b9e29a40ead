import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { findChromium } from '../helpers/console/chromium.ts';

/**
 * Sees to it that there is a browser, for `npm run demo` and `npm test`: as root on Debian its own Chromium is
 * installed where there is none, which is said. Elsewhere it says what to do; the steps that need it are skipped then.
 */
export function installChromium(): void {
  const found = findChromium(process.env.PLAYWRIGHT_CHROMIUM, chromium.executablePath());
  if (!('missing' in found)) return;
  const byItself =
    !process.env.PLAYWRIGHT_CHROMIUM && process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (!byItself) {
    console.error(`The steps in a browser will be skipped: ${found.missing}`);
    return;
  }
  console.log('There is no Chromium: installing it (apt-get install chromium-headless-shell) …');
  // Debian 11 and older have the whole one only.
  const done = aptGet('update') && (install('chromium-headless-shell') || install('chromium'));
  if (!done) console.error('It could not be installed: the steps in a browser will be skipped.');
}

function install(name: string): boolean {
  return aptGet('install', '--yes', '--no-install-recommends', name);
}

function aptGet(...words: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync('apt-get', ['-qq', ...words], { stdio: ['ignore', 'ignore', 'inherit'], env });
  return status === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) installChromium();
