import { expect, test } from 'vitest';
import type { JournalLine } from '../../state/types.ts';
import { testMachine } from '../testing/machine.ts';

const startedAt = Date.UTC(2026, 10, 22, 12, 0, 0);
const line = (unit: string | null, secondsAgo: number, message: string, more: Partial<JournalLine> = {}) => ({
  ...{ unit, transport: 'stdout' as const, identifier: unit ?? 'kernel', pid: 18_127, priority: 6 },
  ...{ secondsAgo, message, ...more },
});

const { ask } = testMachine((host) => {
  host.bootedSecondsAgo = 1000;
  host.clockOffset = 30;
  host.journal = [
    line('coronerd', 10, 'newest'),
    line('coronerd.service', 20, 'of systemd', { identifier: 'systemd', transport: 'journal', pid: 1 }),
    line('backtrace-nginx', 30, 'nginx', { priority: 4 }),
    line(null, 40, 'Out of memory: Killed process 4711', { transport: 'kernel', priority: 3 }),
    line(null, 1100, 'before the boot', { transport: 'kernel' }),
    line('ssh', 5, 'of another unit'),
    line('coronerd', 50, `colour \u001b[31m`),
    line('coronerd', 60, 'x'.repeat(5000)),
  ];
}, startedAt);

async function json(command: string): Promise<Record<string, unknown>[]> {
  const { stdout } = await ask(command);
  const lines = stdout.split('\n').slice(0, -1);
  return lines.map((one) => JSON.parse(one) as Record<string, unknown>);
}

test('the last lines of the units asked for, oldest first, all values text', async () => {
  const entries = await json(
    'journalctl --no-pager --output=json --lines=3 --unit=coronerd.service --unit=backtrace-nginx.service',
  );
  expect(entries.map((entry) => entry.MESSAGE)).toEqual(['nginx', 'of systemd', 'newest']);
  expect(entries[2]).toMatchObject({
    __REALTIME_TIMESTAMP: String((startedAt - 10_000 + 30_000) * 1000),
    __MONOTONIC_TIMESTAMP: '990000000',
    _TRANSPORT: 'stdout',
    PRIORITY: '6',
    SYSLOG_IDENTIFIER: 'coronerd',
    _PID: '18127',
    _COMM: 'coronerd',
    _SYSTEMD_UNIT: 'coronerd.service',
  });
  expect(entries[1]).toMatchObject({ UNIT: 'coronerd.service', _SYSTEMD_UNIT: 'init.scope', _PID: '1' });
});

test.each([
  ['NGINX', []],
  ['nginx|of SYSTEMD', ['nginx']],
  ["nginx' --case-sensitive=yes --grep='NGINX", []],
  ["NGINX|OF SYS' --case-sensitive='no", ['nginx', 'of systemd']],
])('--grep=%s', async (pattern, found) => {
  const command = `journalctl --no-pager --output=json --unit=coronerd --unit=backtrace-nginx --grep='${pattern}'`;
  expect((await json(command)).map((entry) => entry.MESSAGE)).toEqual(found);
  expect((await ask(command)).status).toBe(found.length === 0 ? 1 : 0);
});

test('--boot: nothing from before it', async () => {
  const seen = async (more: string) =>
    (await json(`journalctl --no-pager --output=json --grep='boot|Out of' ${more}`)).map(
      ({ MESSAGE }) => MESSAGE,
    );
  expect(await seen('')).toEqual(['before the boot', 'Out of memory: Killed process 4711']);
  expect(await seen('--boot')).toEqual(['Out of memory: Killed process 4711']);
});

test('--grep: a pattern that is none is refused', async () => {
  expect(await ask("journalctl --grep='('")).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^Bad pattern/),
  });
});

test('--dmesg: the kernel, since this boot', async () => {
  const entries = await json('journalctl --no-pager --output=json --lines=2000 --dmesg');
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({ _TRANSPORT: 'kernel', PRIORITY: '3', SYSLOG_IDENTIFIER: 'kernel' });
  expect(entries[0]).not.toHaveProperty('_PID');
});

test('what is not printable is bytes, what is long is null unless --all', async () => {
  const [long, colour] = await json('journalctl -o json -u coronerd -n 4');
  expect(long?.MESSAGE).toBeNull();
  expect(colour?.MESSAGE).toEqual([...Buffer.from('colour \u001b[31m')]);
  const [whole] = await json('journalctl -o json -u coronerd -n 4 --all');
  expect(whole?.MESSAGE).toHaveLength(5000);
});

test('--reverse: the newest first, of the same lines', async () => {
  const entries = await json('journalctl -o json -u coronerd -n 2 --reverse --all');
  expect(entries.map((entry) => entry.MESSAGE)).toEqual(['newest', 'of systemd']);
});

test('the short form, and nothing at all for a unit that is silent', async () => {
  expect((await ask('journalctl -u coronerd -n 1')).stdout).toBe(
    'Nov 22 12:00:20 new coronerd[18127]: newest\n',
  );
  expect(await ask('journalctl -o json -u cron')).toEqual({ stdout: '', stderr: '', status: 0 });
});

test('a login that may not read the journal is told so', async () => {
  const machine = testMachine((host) => {
    host.privilege = 'none';
  });
  const { stderr, status } = await machine.ask('journalctl --dmesg');
  expect(stderr).toMatch(/No journal files were opened due to insufficient permissions\.\n$/);
  expect(status).toBe(1);
});
