import { expect, test } from 'vitest';
import { answered, sample } from './samples/sample.ts';
import { parseSideUnits } from './side-units.ts';

test('reads every unit that matched, whatever became of it', () => {
  const units = parseSideUnits(sample('debian-12', 'sideUnits'));
  expect(units.map(({ name, type, active, sub, user }) => [name, type, `${active}/${sub}`, user])).toEqual([
    ['backtrace-workflows.service', 'simple', 'active/running', 'daemon'],
    ['backtrace-broken.service', 'simple', 'failed/failed', 'root'],
    ['backtrace-cleanup.timer', null, 'active/waiting', 'root'],
    ['backtrace-alerts.service', 'forking', 'active/running', 'root'],
    ['backtrace-cleanup.service', 'oneshot', 'inactive/dead', 'root'],
  ]);
  expect(units[0]).toMatchObject({ mainPid: 32, load: 'loaded', file: 'enabled', result: 'success' });
  expect(units[4]?.triggeredBy).toEqual(['backtrace-cleanup.timer']);
  expect(units[3]?.mainPid).toBe(0);
});

test('none is an answer', () => {
  expect(parseSideUnits(answered(''))).toEqual([]);
});

test('refuses what is no unit', () => {
  expect(() => parseSideUnits(answered('Id=a.service\nType=simple\n'))).toThrow('received Id, Type');
  expect(() => parseSideUnits(answered('', { status: 127, stderr: 'systemctl: not found' }))).toThrow(
    'missing',
  );
});
