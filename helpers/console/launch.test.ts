import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { variables } from '../settings/variables.ts';
import { findChromium } from './chromium.ts';
import { browserEnvironment, explainLaunch, launchWith, sandboxed } from './launch.ts';

const server = { url: new URL('https://new.example.com') };
afterEach(() => vi.unstubAllEnvs());

describe('the sandbox of the browser', () => {
  it.each([
    [{ root: false, sandbox: true }, true],
    [{ root: false, sandbox: false }, false],
    [{ root: true, sandbox: true }, false],
    [{ root: true, sandbox: false }, false],
  ])('with %j is %s', (given, expected) => {
    expect(sandboxed(given)).toBe(expected);
  });

  it('is an option of every launch', () => {
    const root = process.getuid?.() === 0;
    expect(launchWith({ browser: {}, server }).chromiumSandbox).toBe(!root);
    expect(launchWith({ browser: {}, server, sandbox: false }).chromiumSandbox).toBe(false);
    expect(launchWith({ browser: {}, server }).args).not.toContain('--no-sandbox');
  });

  it.each([
    'No usable sandbox! If you are running on Ubuntu 23.10+ or another Linux distro that has disabled unprivileged user namespaces with AppArmor, see …',
    'Failed to move to new namespace: PID namespaces supported, Network namespace supported, but failed: errno = Operation not permitted',
    'The SUID sandbox helper binary was found, but is not configured correctly. The setuid sandbox is not running as root.',
  ])('that cannot start says what to do: %s', async (said) => {
    const folder = mkdtempSync(join(tmpdir(), 'browser-'));
    const path = join(folder, 'chromium');
    writeFileSync(path, `#!/bin/sh\necho '${said}' >&2\nexit 1\n`);
    chmodSync(path, 0o755);
    const error: unknown = await chromium
      .launch(launchWith({ browser: { path }, server }))
      .catch((thrown) => thrown);
    const message = explainLaunch(error instanceof Error ? error.message : '');
    expect(message).toMatch(/^Chromium cannot start its sandbox.*user namespaces.*CHROMIUM_SANDBOX=no/);
    expect(explainLaunch('Failed to launch: no such file')).toBe('Failed to launch: no such file');
  });
});

describe('the environment of the browser', () => {
  it('has no setting of the pack, and nothing that looks like a secret by name or value', () => {
    const settings = Object.fromEntries(Object.keys(variables).map((name) => [name, 'x']));
    const secrets = {
      GITHUB_TOKEN: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
      DB_PASS: 'x',
      DATABASE_URL: 'postgres://admin:canary@db.example.com/x',
      SETTINGS_FILE: '/home/ops/production.env',
      VERIFICATION_BROWSER: '/tmp/x',
      SSH_AUTH_SOCK: '/tmp/agent',
    };
    const plain = {
      PATH: '/usr/bin',
      HOME: '/home/ops',
      DISPLAY: ':0',
      WAYLAND_DISPLAY: 'wayland-0',
      XDG_RUNTIME_DIR: '/run/user/1000',
      LANG: 'en_US.UTF-8',
      TMPDIR: '/tmp',
      LD_LIBRARY_PATH: '/opt/lib',
      SSL_CERT_DIR: '/etc/ssl',
    };
    expect(browserEnvironment({ ...settings, ...secrets, ...plain, GONE: undefined })).toEqual(plain);
  });

  it.runIf(existsSync('/proc/self/environ'))('is that of every process of a browser that runs', async () => {
    for (const name of ['NEW_PASSWORD', 'NEW_TOKEN', 'OLD_PASSWORD', 'SSO_PASSWORD', 'MY_API_KEY'])
      vi.stubEnv(name, `canary-${name}`);
    vi.stubEnv('LC_CANARY', 'stays-here');
    const browser = findChromium(process.env.PLAYWRIGHT_CHROMIUM, chromium.executablePath());
    const launched = await chromium.launchServer(launchWith({ browser, server }));
    try {
      const page = await (await chromium.connect(launched.wsEndpoint())).newPage();
      await page.goto('data:text/html,hello');
      const all = familyOf(launched.process().pid ?? 0).map((pid) =>
        readFileSync(`/proc/${pid}/environ`, 'latin1'),
      );
      expect(all.length).toBeGreaterThan(1);
      expect(all[0]).toContain('LC_CANARY=stays-here');
      expect(all.join('\n')).not.toMatch(/canary-|NEW_|OLD_|SSO_|API_KEY/);
    } finally {
      await launched.close();
    }
  });
});

/** A process and all below it, as far as they can be read. */
function familyOf(pid: number): number[] {
  const text = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    pairs.filter(([, of]) => of === parent).flatMap(([child = 0]) => [child, ...below(child)]);
  return [pid, ...below(pid)].filter((each) => readdirSync('/proc').includes(String(each)));
}
