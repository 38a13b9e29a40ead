import { expect, test } from 'vitest';
import type { HostState } from '../../state/types.ts';
import { testMachine } from '../testing/machine.ts';

const root = (host: HostState) => {
  host.privilege = 'root';
};
const nobody = (host: HostState) => {
  host.privilege = 'none';
};
const script = "'systemctl start coronerd.service; systemctl start backtrace-proxy.service'";
const later = (seconds: number) =>
  `systemd-run --collect --unit=verify --on-active=${seconds} --property=Type=oneshot /bin/sh -c ${script}`;

async function until(happened: () => Promise<boolean>): Promise<void> {
  while (!(await happened())) await new Promise((resolve) => setImmediate(resolve));
}

test('a timer starts what it was told to, in that order, when its time has come, though nobody is logged in', async () => {
  const { ask, calls, machine } = testMachine(root);
  const session = new AbortController();
  expect(await ask(later(1), '', session.signal)).toEqual({
    stdout: '',
    stderr: 'Running timer as unit: verify.timer\nWill run service as unit: verify.service\n',
    status: 0,
  });
  await ask('systemctl stop coronerd');
  await ask('systemctl stop backtrace-proxy');
  session.abort();
  expect((await ask('systemctl is-active verify.timer')).stdout).toBe('active\n');
  await until(async () => calls.length === 4);
  expect(calls.slice(2)).toEqual(['start coronerd', 'start backtrace-proxy']);
  expect(machine.timers.size).toBe(0);
  expect(await ask('systemctl is-active verify.timer')).toMatchObject({ stdout: 'inactive\n', status: 3 });
});

test('a timer that is stopped is gone; one that is not there cannot be stopped', async () => {
  const { ask } = testMachine(root);
  await ask(later(600));
  expect((await ask('systemctl stop verify.timer')).status).toBe(0);
  expect(await ask('systemctl stop verify.timer')).toMatchObject({
    stderr: 'Failed to stop verify.timer: Unit verify.timer not loaded.\n',
    status: 5,
  });
  expect(await ask('systemctl start verify.service')).toMatchObject({
    stderr: 'Failed to start verify.service: Unit verify.service not found.\n',
    status: 5,
  });
});

test('a name is given once; the service can be started before the timer elapses, which goes on', async () => {
  const { ask, calls } = testMachine(root);
  await ask(later(600));
  expect(await ask(later(600))).toMatchObject({
    stderr:
      'Failed to start transient timer unit: Unit verify.timer was already loaded or has a fragment file.\n',
    status: 1,
  });
  await ask('systemctl stop coronerd');
  expect((await ask('systemctl start verify.service')).status).toBe(0);
  expect(calls).toEqual(['stop coronerd', 'start coronerd']);
  expect((await ask('systemctl is-active verify.timer')).stdout).toBe('active\n');
  await ask('systemctl stop verify.timer');
});

test.each([
  ['systemd-run --bogus --on-active=1 true', "systemd-run: unrecognized option '--bogus'\n"],
  ['systemd-run --unit=verify --on-active=x true', 'Failed to parse OnActiveSec=x: Invalid argument\n'],
])('%s is refused', async (command, stderr) => {
  const { ask } = testMachine(root);
  expect(await ask(command)).toEqual({ stdout: '', stderr, status: 1 });
});

test('a login without privilege makes no timer', async () => {
  const { ask, machine } = testMachine(nobody);
  expect((await ask(later(600))).stderr).toContain('Interactive authentication required.');
  expect(machine.timers.size).toBe(0);
});

const leave =
  'for root in /sys/fs/cgroup /elsewhere; do echo $$ >$root/init.scope/cgroup.procs; done 2>/dev/null; ';
const shell = (seconds: number) =>
  `setsid /bin/sh -c 'sleep ${seconds}; timeout 5 systemctl start coronerd' verify </dev/null >/dev/null 2>&1 & echo $!; cat /proc/self/cgroup`;

test('a detached shell is a process that does what it was told to, though nobody is logged in', async () => {
  const { ask, calls, machine } = testMachine(root);
  const session = new AbortController();
  const begun = await ask(`${leave}${shell(1)}`, '', session.signal);
  const pid = /^(\d+)\n0::\/init\.scope\n$/.exec(begun.stdout)?.[1];
  expect((await ask(`ps -p ${pid} -o args=`)).stdout).toBe(
    '/bin/sh -c sleep 1; timeout 5 systemctl start coronerd verify\n',
  );
  await ask('systemctl stop coronerd');
  session.abort();
  await until(async () => calls.length === 2);
  expect(calls[1]).toBe('start coronerd');
  await until(async () => machine.detached.size === 0);
});

test('a detached shell can be ended before, by its process group', async () => {
  const { ask, machine } = testMachine(root);
  const pid = (await ask(shell(600))).stdout.split('\n')[0];
  expect((await ask(`kill -s TERM -- -${pid}`)).status).toBe(0);
  expect(machine.detached.size).toBe(0);
  expect(await ask(`kill -s TERM -- -${pid}`)).toMatchObject({ status: 1 });
});

test('only root takes a shell out of the control group of its session', async () => {
  const { ask, machine } = testMachine(nobody);
  const { stdout } = await ask(`${leave}${shell(600)}`);
  expect(stdout).toMatch(/^\d+\n0::\/user\.slice\/user-1000\.slice\/session-\d+\.scope\n$/);
  for (const process of machine.detached.values()) process.end();
});
