import { expect, test } from 'vitest';
import type { HostState, Unit } from '../../state/types.ts';
import { testMachine } from '../testing/machine.ts';

function changed(name: string, change: Partial<Unit>): (host: HostState) => void {
  return (host) => {
    const unit = host.units[name];
    if (unit) host.units[name] = { ...unit, ...change };
  };
}

const startedAt = Date.UTC(2026, 10, 22, 12, 0, 0);

test('show prints the properties in the order of systemd, blocks apart, whatever order is asked', async () => {
  const { ask } = testMachine(changed('coronerd', { startedSecondsAgo: 3_661 }), startedAt);
  const properties = 'Id,LoadState,NRestarts,MainPID,User,ExecMainStartTimestamp';
  const { stdout, status } = await ask(
    `systemctl show --no-pager --property=${properties} coronerd.service symbold`,
  );
  expect(stdout).toBe(
    'MainPID=18126\nNRestarts=0\nExecMainStartTimestamp=Sun 2026-11-22 10:58:59 UTC\nUser=coronerd\n' +
      'Id=coronerd.service\nLoadState=loaded\n' +
      '\nMainPID=0\nNRestarts=0\nExecMainStartTimestamp=\nUser=\nId=symbold.service\nLoadState=not-found\n',
  );
  expect(status).toBe(0);
});

test('a pattern stands for units in memory; the files of all are listed', async () => {
  const { ask } = testMachine((host) => {
    const unit = host.units['backtrace-nginx'];
    if (!unit) throw new Error('no unit');
    const off: Unit = { ...unit, active: 'inactive', sub: 'dead', processes: [] };
    host.units['backtrace-copied'] = { ...off, file: 'enabled', unloaded: true };
    host.units['backtrace-off'] = { ...off, file: 'disabled' };
    host.units['backtrace-stopped'] = { ...off, file: 'enabled' };
  });
  const { stdout } = await ask("systemctl show --all -p Id 'backtrace-*'");
  expect(stdout).toContain('Id=backtrace-stopped.service');
  expect(stdout).not.toMatch(/copied|off/);
  const files = await ask("systemctl list-unit-files --no-pager --no-legend --full 'backtrace-[co]*'");
  expect(files.stdout).toBe(
    'backtrace-copied.service enabled  enabled\nbacktrace-off.service    disabled enabled\n',
  );
  expect(await ask("systemctl list-unit-files --no-legend 'nothing-*'")).toEqual({
    stdout: '',
    stderr: '',
    status: 1,
  });
});

test('times are what the machine takes for them', async () => {
  const ahead = (host: HostState) => {
    changed('coronerd', { startedSecondsAgo: 0 })(host);
    host.clockOffset = 90;
  };
  const { ask } = testMachine(ahead, startedAt);
  const { stdout } = await ask('systemctl show -p ActiveEnterTimestamp --value coronerd');
  expect(stdout).toBe('Sun 2026-11-22 12:01:30 UTC\n');
});

test('a unit that was stopped and started has new processes', async () => {
  const { ask, calls } = testMachine(undefined, startedAt);
  expect(await ask('systemctl stop coronerd.service')).toEqual({ stdout: '', stderr: '', status: 0 });
  expect(await ask('systemctl is-active coronerd')).toEqual({ stdout: 'inactive\n', stderr: '', status: 3 });
  const stopped = await ask('systemctl show -p MainPID,SubState,Result,ExecMainStartTimestamp coronerd');
  expect(stopped.stdout).toContain('MainPID=0\nResult=success\nExecMainStartTimestamp=');
  expect(stopped.stdout).toContain('SubState=dead\n');
  expect((await ask('ps -ewwo args=')).stdout).not.toContain('coronerd.conf');

  expect((await ask('systemctl start coronerd')).status).toBe(0);
  expect(await ask('systemctl is-active coronerd')).toMatchObject({ stdout: 'active\n', status: 0 });
  const main = (await ask('systemctl show -p MainPID --value coronerd')).stdout.trim();
  expect(Number(main)).toBeGreaterThan(18_200);
  const { stdout } = await ask(`ps -p ${main} -o args=`);
  const child = /monitoring child (\d+)/.exec(stdout)?.[1];
  expect((await ask(`ps -p ${child} -o ppid=,comm=`)).stdout.trim()).toBe(`${main} coronerd`);
  expect(calls).toEqual(['stop coronerd', 'start coronerd']);
});

test('to start what runs, and to stop what is stopped, does nothing', async () => {
  const { ask, calls } = testMachine();
  expect((await ask('systemctl start coronerd')).status).toBe(0);
  await ask('systemctl stop backtrace-proxy');
  expect((await ask('systemctl stop backtrace-proxy')).status).toBe(0);
  expect(calls).toEqual(['stop backtrace-proxy']);
  expect((await ask('systemctl show -p MainPID --value coronerd')).stdout).toBe('18126\n');
});

test('a stop that hangs ends when nobody waits, the unit deactivates, and a start ends it', async () => {
  const { ask, calls } = testMachine(changed('coronerd', { trouble: 'stop-hangs' }));
  const gone = new AbortController();
  const first = ask('systemctl stop coronerd', '', gone.signal);
  await new Promise((resolve) => setImmediate(resolve));
  expect(await ask('systemctl is-active coronerd')).toMatchObject({ stdout: 'deactivating\n', status: 3 });
  expect((await ask('ss -lntp')).stdout).toContain('"coronerd"');
  gone.abort();
  expect((await first).status).toBe(1);

  const second = ask('systemctl stop coronerd');
  await new Promise((resolve) => setImmediate(resolve));
  expect((await ask('systemctl start coronerd')).status).toBe(0);
  expect(await second).toMatchObject({ stderr: 'Job for coronerd.service canceled.\n', status: 1 });
  expect((await ask('systemctl is-active coronerd')).stdout).toBe('active\n');
  expect(calls).toEqual(['stop coronerd', 'start coronerd']);
});

test('a start that fails leaves the unit failed, without processes, and says so in the journal', async () => {
  const { ask, calls } = testMachine(changed('backtrace-nginx', { trouble: 'start-fails' }));
  await ask('systemctl stop backtrace-nginx');
  const { stderr, status } = await ask('systemctl start backtrace-nginx');
  expect(status).toBe(1);
  expect(stderr.split('\n')[0]).toBe(
    'Job for backtrace-nginx.service failed because the control process exited with error code.',
  );
  const { stdout } = await ask('systemctl show -p ActiveState,SubState,Result,MainPID backtrace-nginx');
  expect(stdout).toBe('MainPID=0\nResult=exit-code\nActiveState=failed\nSubState=failed\n');
  expect((await ask('journalctl --unit=backtrace-nginx --lines=1')).stdout).toContain(
    'systemd[1]: Failed to start backtrace-nginx.service - Backtrace nginx.',
  );
  expect(calls).toEqual(['stop backtrace-nginx']);
});

test.each([
  ['stop', 'not-found', 'Failed to stop coronerd.service: Unit coronerd.service not loaded.\n', 5],
  ['start', 'not-found', 'Failed to start coronerd.service: Unit coronerd.service not found.\n', 5],
  ['start', 'masked', 'Failed to start coronerd.service: Unit coronerd.service is masked.\n', 1],
] as const)('%s of a unit that is %s is refused', async (verb, load, message, status) => {
  const { ask } = testMachine(changed('coronerd', { load, active: 'inactive', sub: 'dead' }));
  expect(await ask(`systemctl ${verb} coronerd`)).toEqual({ stdout: '', stderr: message, status });
});

test('a login without privilege may look but not stop', async () => {
  const { ask, calls } = testMachine((host) => {
    host.privilege = 'none';
  });
  const { stderr, status } = await ask('systemctl stop coronerd');
  expect(stderr).toMatch(/^Failed to stop coronerd\.service: Interactive authentication required\.\n/);
  expect(status).toBe(1);
  expect((await ask('sudo -n systemctl stop coronerd')).stderr).toBe('sudo: a password is required\n');
  expect((await ask('systemctl is-active coronerd')).stdout).toBe('active\n');
  expect(calls).toEqual([]);
});

test('a unit that loops in its start has no process', async () => {
  const { ask } = testMachine(
    changed('coronerd', { active: 'activating', sub: 'auto-restart', restarts: 41 }),
  );
  const { stdout } = await ask('systemctl show -p ActiveState,SubState,NRestarts,MainPID coronerd');
  expect(stdout).toBe('MainPID=0\nNRestarts=41\nActiveState=activating\nSubState=auto-restart\n');
  expect((await ask('ss -lntp')).stdout).not.toContain('"coronerd"');
});
