import { expect, test } from 'vitest';
import { testMachine } from '../testing/machine.ts';

test('/proc/PID/stat has the 52 fields of proc(5), consistent with ps and the unit', async () => {
  const { ask } = testMachine(undefined, Date.now() - 10_000);
  const fields = (await ask('cat /proc/18127/stat')).stdout.trim().split(' ');
  expect(fields).toHaveLength(52);
  expect(fields.slice(0, 4)).toEqual(['18127', '(coronerd)', 'S', '18126']);
  expect(Number(fields[23])).toBe(9_437_184 / 4);
  const uptime = Number((await ask('cat /proc/uptime')).stdout.split(' ')[0]);
  const [ran = 0] = (await ask('ps -p 18127 -o etimes=')).stdout.trim().split(' ').map(Number);
  expect(Math.abs(uptime - Number(fields[21]) / 100 - ran)).toBeLessThanOrEqual(1);
});

test('processor ticks grow with the share that the state gives', async () => {
  const share = async (elapsed: number) => {
    const { ask } = testMachine(
      (host) => {
        const unit = host.units.coronerd;
        if (unit) unit.startedSecondsAgo = 0;
      },
      Date.now() - elapsed * 1000,
    );
    const fields = (await ask('cat /proc/18127/stat')).stdout.split(' ');
    return Number(fields[13]) + Number(fields[14]);
  };
  expect(await share(100)).toBeGreaterThanOrEqual(46 * 100);
  expect(await share(100)).toBeLessThan(46 * 101);
});

test('limits are laid out as by the kernel', async () => {
  const { ask } = testMachine((host) => {
    const child = host.units.coronerd?.processes[1];
    if (child) child.openFiles = { soft: 1024, hard: 4096 };
  });
  const { stdout } = await ask('cat /proc/18127/limits');
  expect(stdout.split('\n').slice(0, 2)).toEqual([
    'Limit                     Soft Limit           Hard Limit           Units     ',
    'Max cpu time              unlimited            unlimited            seconds   ',
  ]);
  const grep = await ask('grep -Hs "^Max open files" /proc/[0-9]*/limits');
  expect(grep.stdout).toContain(
    '/proc/18127/limits:Max open files            1024                 4096                 files     \n',
  );
  expect(grep.status).toBe(0);
});

test('memory, load and kernel settings', async () => {
  const { ask } = testMachine((host) => {
    host.maxMapCount = 65_530;
    host.load = [12, 3.456, 0.1];
  });
  const memory = (await ask('cat /proc/meminfo')).stdout;
  expect(memory).toContain('MemTotal:       32874120 kB\n');
  expect(memory).toContain('MemAvailable:   20118544 kB\n');
  expect((await ask('cat /proc/loadavg')).stdout).toMatch(/^12\.00 3\.46 0\.10 \d+\/\d+ \d+\n$/);
  expect((await ask('cat /proc/sys/vm/max_map_count')).stdout).toBe('65530\n');
});

test('a pid that is gone is gone everywhere', async () => {
  const { ask } = testMachine();
  await ask('systemctl stop coronerd');
  expect(await ask('cat /proc/18127/stat')).toEqual({
    stdout: '',
    stderr: 'cat: /proc/18127/stat: No such file or directory\n',
    status: 1,
  });
});
