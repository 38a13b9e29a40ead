import { expect, test } from 'vitest';
import { testMachine } from '../testing/machine.ts';

test('an unknown command is what a shell makes of it', async () => {
  const { ask } = testMachine();
  expect(await ask('reboot now')).toEqual({ stdout: '', stderr: 'sh: 1: reboot: not found\n', status: 127 });
  expect((await ask('constructor')).status).toBe(127);
});

test('a missing tool and a missing binary too', async () => {
  const { ask } = testMachine((host) => {
    host.missingTools = ['ss'];
    host.coronerdVersion = null;
  });
  expect(await ask('ss -lntp')).toMatchObject({ stderr: 'sh: 1: ss: not found\n', status: 127 });
  expect(await ask('/opt/backtrace/sbin/coronerd -v')).toMatchObject({
    stderr: 'sh: 1: /opt/backtrace/sbin/coronerd: not found\n',
    status: 127,
  });
  expect(await ask('sudo -n ss -lntp')).toMatchObject({ stderr: 'sudo: ss: command not found\n', status: 1 });
});

test('sudo -n depends on the privilege of the login', async () => {
  const answers: Record<string, string> = {};
  for (const privilege of ['root', 'sudo', 'none'] as const) {
    const { ask } = testMachine((host) => {
      host.privilege = privilege;
    });
    const { stdout, stderr } = await ask('sudo -n id -un');
    answers[privilege] = `${(await ask('id -un')).stdout}${stdout}${stderr}`;
  }
  expect(answers).toEqual({
    root: 'root\nroot\n',
    sudo: 'operator\nroot\n',
    none: 'operator\nsudo: a password is required\n',
  });
});

test('assignments before a command, and its full path, are understood', async () => {
  const { ask } = testMachine();
  expect((await ask('LC_ALL=C /usr/bin/nproc --all')).stdout).toBe('8\n');
});

test('what is beyond the simulation is refused with a reason', async () => {
  const { ask } = testMachine();
  const { stderr, status } = await ask('cat /etc/hostname | wc -l');
  expect(stderr).toBe('lab host: only simple commands are simulated, not: |\n');
  expect(status).toBe(2);
});

test('the state is read at every command', async () => {
  const { ask, state } = testMachine();
  expect((await ask('nproc')).stdout).toBe('8\n');
  state.host.cpus = 2;
  expect((await ask('nproc')).stdout).toBe('2\n');
});
