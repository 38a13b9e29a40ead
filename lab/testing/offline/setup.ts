import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import { proxyVariable } from './chromium.js';
import { install } from './install.js';
import { guardedEnvironment } from './processes.js';
import { folderVariable, takeViolations } from './record.js';
import { startRefusingProxy } from './refusing-proxy.ts';

/**
 * No test leaves this machine: a call that wants to fails, and so does the test, with the name or address, also where the
 * error is caught; the same in whatever the test starts. Names that nobody may have (`.invalid`) are not found.
 */
install();
const folder = mkdtempSync(join(tmpdir(), 'offline-'));
const proxy = await startRefusingProxy();
Object.assign(process.env, { [folderVariable]: folder, [proxyVariable]: proxy.address });
Object.assign(process.env, guardedEnvironment(process.env));

afterEach(failIfAnyoneLeft);
afterAll(() => {
  try {
    failIfAnyoneLeft();
  } finally {
    proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

function failIfAnyoneLeft(): void {
  const wanted = takeViolations();
  if (wanted.length > 0) throw new Error(wanted.join('\n'));
}
