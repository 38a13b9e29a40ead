import { expect, test } from 'vitest';
import type { HostState } from '../state/types.ts';
import { testMachine } from './testing/machine.ts';

const withLinks = (host: HostState) => {
  const link = { kind: 'symlink', owner: 'root', group: 'root', mode: '777' } as const;
  host.files['/etc/backtrace/alerts/gone.json'] = { ...link, target: '../gone.json' };
  host.files['/etc/backtrace/alerts/name'] = { ...link, target: '/etc/hostname' };
};

test('each service has a unit, processes in its group, and a socket that they hold', async () => {
  const { ask } = testMachine();
  const { stdout } = await ask("systemctl show --all --property=Id,Type,MainPID 'backtrace-*'");
  expect(stdout.split('\n\n')).toContain('Type=simple\nMainPID=18211\nId=backtrace-workflows.service');
  const groups = await ask('grep -aHs "backtrace-" /proc/[0-9]*/cgroup');
  expect(groups.stdout).toContain('/proc/18211/cgroup:0::/system.slice/backtrace-workflows.service\n');
  expect(groups.stdout).not.toContain('coronerd.service');
  expect((await ask('ss -lntp')).stdout).toMatch(/127\.0\.0\.1:7071 .*users:\(\("node",pid=18211,fd=\d+\)\)/);
});

test('a socket is gone with its unit, and belongs to a stranger where the state says so', async () => {
  const { ask } = testMachine((host) => {
    Object.assign(host.units['backtrace-alerts'] ?? {}, { active: 'failed', sub: 'failed' });
    host.sockets?.push({ address: '127.0.0.1', port: 9_999, owner: 'python3' });
  });
  const { stdout } = await ask('ss -lntp');
  expect(stdout).not.toContain(':7072');
  expect(stdout).toMatch(/:9999 .*"python3"/);
});

test('a pattern of units matches what is inactive only with --all, and what is not there never', async () => {
  const { ask } = testMachine((host) => {
    const unit = host.units['backtrace-alerts'];
    if (unit) {
      host.units['backtrace-alerts'] = { ...unit, active: 'inactive', sub: 'dead' };
      host.units['backtrace-gone'] = { ...unit, load: 'not-found' };
      host.units['backtrace-cleanup.timer'] = { ...unit, processes: [] };
    }
  });
  const ids = async (all: string) =>
    (await ask(`systemctl show ${all} --property=Id 'backtrace-[ag-]*' 'backtrace-c*'`)).stdout;
  expect(await ids('')).toBe('Id=backtrace-cleanup.timer\n');
  expect(await ids('--all')).toBe('Id=backtrace-alerts.service\n\nId=backtrace-cleanup.timer\n');
  expect(await ask("systemctl show --all 'nothing-*'")).toEqual({ stdout: '', stderr: '', status: 0 });
});

test('find -L follows links, and shows those that lead nowhere as links', async () => {
  const { ask } = testMachine(withLinks);
  const { stdout } = await ask(
    String.raw`find -L /etc/backtrace/alerts -maxdepth 1 -printf '%y|%Y|%m|%s|%l|%p\n'`,
  );
  expect(stdout.split('\n')).toEqual(
    expect.arrayContaining([
      'd|d|755|4096||/etc/backtrace/alerts',
      'l|N|777|12|../gone.json|/etc/backtrace/alerts/gone.json',
      'f|f|644|4||/etc/backtrace/alerts/name',
    ]),
  );
});

test('grep goes into directories, follows links with -R only, and passes over binary files with -I', async () => {
  const { ask } = testMachine((host) => {
    withLinks(host);
    host.files['/etc/backtrace/alerts/blob'] = {
      kind: 'file',
      owner: 'root',
      group: 'root',
      mode: '644',
      content: '\0new\n',
    };
  });
  const grep = async (flags: string) => (await ask(`grep ${flags} new /etc/backtrace/alerts`)).stdout;
  expect(await grep('-Rs')).toContain('/etc/backtrace/alerts/name:new\n');
  expect(await grep('-rs')).not.toContain('name:');
  expect(await grep('-rsa')).toContain('blob:');
  expect(await grep('-rsI')).not.toContain('blob:');
});

test('grep reads so many lines of each file, and passes over directories', async () => {
  const { ask } = testMachine();
  const { stdout, status } = await ask('grep -Hs -m 2 -d skip -D skip "" /etc/backtrace/alerts/* /etc');
  expect(stdout).toBe(
    '/etc/backtrace/alerts/alerts.ini:; Alerts\n/etc/backtrace/alerts/alerts.ini:[server]\n',
  );
  expect(status).toBe(0);
});
