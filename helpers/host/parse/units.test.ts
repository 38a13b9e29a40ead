import { expect, test } from 'vitest';
import { answered, sample } from './samples/sample.ts';
import { parseUnits } from './units.ts';

test('reads running services, whatever the order of the properties', () => {
  const units = parseUnits(sample('debian-12', 'units'));
  expect(units.map(({ name }) => name)).toEqual([
    'coronerd.service',
    'backtrace-proxy.service',
    'backtrace-nginx.service',
    'coronerd-crash-report.service',
  ]);
  expect(units[0]).toEqual({
    name: 'coronerd.service',
    description: 'Backtrace I/O server',
    load: 'loaded',
    file: 'enabled',
    active: 'active',
    sub: 'running',
    result: 'success',
    restarts: 0,
    mainPid: 1571,
    user: 'root',
    startedAt: Date.UTC(2026, 10, 22, 14, 32, 5) / 1000,
    activeSince: Date.UTC(2026, 10, 22, 14, 32, 5) / 1000,
    needsReload: false,
    path: '/etc/systemd/system/coronerd.service',
  });
  expect(units[3]?.user).toBe('coronerd');
});

test('reads a service that fails again and again', () => {
  const { active, sub, result, mainPid, file } = parseUnits(sample('debian-12', 'units'))[1] ?? {};
  expect({ active, sub, result, mainPid, file }).toEqual({
    active: 'activating',
    sub: 'auto-restart',
    result: 'exit-code',
    mainPid: 0,
    file: 'disabled',
  });
});

test('reads a service that is not there', () => {
  const proxy = parseUnits(sample('debian-11', 'units')).find(
    ({ name }) => name === 'backtrace-proxy.service',
  );
  expect(proxy).toMatchObject({
    load: 'not-found',
    file: '',
    active: 'inactive',
    startedAt: null,
    path: null,
  });
});

test('reads the answer of a systemd that does not count restarts', () => {
  const [unit] = parseUnits(
    answered('Id=coronerd.service\nLoadState=loaded\nActiveState=active\nMainPID=12\n'),
  );
  expect(unit).toMatchObject({ restarts: null, mainPid: 12 });
});

test('refuses what are no units', () => {
  const offline = "System has not been booted with systemd as init system (PID 1). Can't operate.\n";
  expect(() => parseUnits(answered('', { status: 1, stderr: offline }))).toThrow(
    'has not been booted with systemd',
  );
  expect(() => parseUnits(answered('\n'))).toThrow('expected properties of units');
  expect(() => parseUnits(answered('Id=a.service\n'))).toThrow('expected Id, LoadState and ActiveState');
});
