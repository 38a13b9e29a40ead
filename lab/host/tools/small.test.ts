import { expect, test } from 'vitest';
import { testMachine } from '../testing/machine.ts';
import { formatTime } from './date.ts';

test('date is ahead by as much as the state says', async () => {
  const { ask } = testMachine((host) => {
    host.clockOffset = 3600;
  });
  const before = Date.now();
  const { stdout } = await ask('date +%s.%N');
  expect(stdout).toMatch(/^\d{10}\.\d{9}\n$/);
  const shown = Number(stdout) * 1000 - 3_600_000;
  expect(shown).toBeGreaterThanOrEqual(before);
  expect(shown).toBeLessThanOrEqual(Date.now() + 1);
});

test('time formats as of date(1)', () => {
  expect(formatTime('%a %b %e %F %T %z %Z %s %% %q', 1_795_356_529_000)).toBe(
    'Sun Nov 22 2026-11-22 14:08:49 +0000 UTC 1795356529 % %q',
  );
});

test('id, hostname, version', async () => {
  const { ask } = testMachine((host) => {
    host.privilege = 'none';
  });
  expect((await ask('id')).stdout).toBe('uid=1000(operator) gid=1000(operator) groups=1000(operator)\n');
  expect((await ask('id coronerd')).stdout).toBe(
    'uid=997(coronerd) gid=997(coronerd) groups=997(coronerd)\n',
  );
  expect((await ask('id nosuch')).stderr).toBe("id: 'nosuch': no such user\n");
  expect((await ask('hostname')).stdout).toBe('new\n');
  expect((await ask('hostname -f')).stdout).toBe('new.backtrace.test\n');
  expect((await ask('/opt/backtrace/sbin/coronerd -v')).stdout).toBe('1.42.1\n');
});

test('an account called root is an ordinary one where the state gives it no privilege', async () => {
  const { ask } = testMachine(
    (host) => {
      host.privilege = 'none';
    },
    Date.now(),
    'root',
  );
  expect((await ask('id')).stdout).toBe('uid=1000(operator) gid=1000(operator) groups=1000(operator)\n');
  expect((await ask('cat /etc/coronerd/coroner.cf')).stderr).toContain('Permission denied');
});
