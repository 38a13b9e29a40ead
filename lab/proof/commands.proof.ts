import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stepIds } from './steps.ts';
import { root } from './verify.ts';

/** Runs a command of this project in a folder of its own, where nothing but what it writes itself is found. */
async function run(command: string, args: string[], variables: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'command-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'commands', command), ...args], {
    cwd: folder,
    env: { PATH, HOME, OBSERVE_SECONDS: '1', ...variables },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  }
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { exitCode, printed, folder };
}

describe('npm run demo', { timeout: 60_000 }, () => {
  it('verifies the clean pair, all four projects in one report, and exits with 0', {
    timeout: 300_000,
  }, async () => {
    const { exitCode, printed, folder } = await run('demo.ts', ['--projects', '3']);
    const steps = stepIds(['server', 'data', 'ui', 'sso']).length;
    expect(printed).toContain(`Verified: ${steps} steps passed.`);
    expect(exitCode).toBe(0);
    const xml = readFileSync(join(folder, 'results', 'verification.xml'), 'utf8');
    expect(xml).toMatch(new RegExp(`<testsuites [^>]*tests="${steps}" failures="0" errors="0" skipped="0">`));
    for (const project of ['server', 'data', 'ui', 'sso'])
      expect(xml).toContain(`<testsuite name="${project}"`);
    expect(printed.lastIndexOf('startup.restart')).toBeGreaterThan(printed.lastIndexOf('✓ sso.login'));
  });

  it('exits with 1 for a fault, and says what is wrong', async () => {
    const { exitCode, printed } = await run('demo.ts', ['--fault', 'attribute-missing', 'data']);
    expect(printed).toMatch(/FAILED data\.attributes[\s\S]*missing on new/);
    expect(exitCode).toBe(1);
  });

  it('exits with 2 for a fault that does not exist', async () => {
    const { exitCode, printed } = await run('demo.ts', ['--fault', 'token-chnged']);
    expect(printed).toContain('did you mean token-changed');
    expect(exitCode).toBe(2);
  });
});

describe.each(['verify.ts', 'plan.ts'])('commands/%s', (command) => {
  it('exits with 2 for a waiver of a step that does not exist', { timeout: 30_000 }, async () => {
    const { exitCode, printed } = await run(command, [], {
      NEW_URL: 'https://new.example.com',
      NEW_USERNAME: 'admin',
      NEW_PASSWORD: 'pass-word-1',
      WAIVERS: 'beyond.kernal: smaller machine',
    });
    expect(printed).toMatch(/WAIVERS: names no step: "beyond\.kernal"; did you mean beyond\.kernel/);
    expect(exitCode).toBe(2);
  });
});

describe.each(['verify.ts', 'capture.ts', 'plan.ts'])('commands/%s', (command) => {
  it('exits with 2 without settings', { timeout: 30_000 }, async () => {
    const { exitCode, printed } = await run(command, command === 'capture.ts' ? ['baseline.json'] : []);
    expect(printed).toMatch(/_URL: is not set[\s\S]*npm run demo/);
    expect(exitCode).toBe(2);
  });

  it('exits with 2 where certificates would not be checked, or passwords go over plain http', {
    timeout: 30_000,
  }, async () => {
    const side = command === 'capture.ts' ? 'OLD' : 'NEW';
    const { exitCode, printed } = await run(command, command === 'capture.ts' ? ['baseline.json'] : [], {
      [`${side}_URL`]: 'http://backtrace.example.com',
      [`${side}_USERNAME`]: 'admin',
      [`${side}_PASSWORD`]: 'pass-word-1',
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    });
    expect(printed).toMatch(/NODE_TLS_REJECT_UNAUTHORIZED: is 0, .*: unset it/);
    expect(printed).toMatch(/_URL: is plain http: .*ALLOW_PLAIN_HTTP=yes/);
    expect(exitCode).toBe(2);
  });
});

describe('commands/plan.ts', () => {
  it('says where passwords go over plain http, and once that the settings file is open to others', {
    timeout: 30_000,
  }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'settings-'));
    const file = join(folder, 'operator.env');
    writeFileSync(
      file,
      'NEW_URL=http://backtrace.example.com\nNEW_USERNAME=admin\nNEW_PASSWORD=pass-word-1\n',
    );
    chmodSync(file, 0o644);
    const { exitCode, printed } = await run('plan.ts', [], { SETTINGS_FILE: file, ALLOW_PLAIN_HTTP: 'yes' });
    expect(printed).toMatch(/^plain http {2}NEW_URL: passwords and tokens go there unencrypted/m);
    expect(printed.match(/chmod 600/g)).toHaveLength(1);
    expect(exitCode).toBe(0);
  });
});
