import { expect, test } from 'vitest';
import { answered, sample } from './samples/sample.ts';
import { parseSideProcesses } from './side-processes.ts';

test('reads the unit of each process, once where there are two hierarchies', () => {
  expect(parseSideProcesses(sample('debian-12', 'sideProcesses'))).toEqual([
    { pid: 32, unit: 'backtrace-workflows.service' },
    { pid: 36, unit: 'backtrace-alerts.service' },
    { pid: 37, unit: 'backtrace-workflows.service' },
  ]);
});

test('reads instances and processes in groups below the unit, and passes over slices', () => {
  const text =
    '/proc/5/cgroup:0::/system.slice/system-backtrace\\x2dworker.slice/backtrace-worker@1.service\n' +
    '/proc/6/cgroup:0::/system.slice/backtrace-workflows.service/child\n' +
    '/proc/7/cgroup:0::/backtrace-all.slice/other.service\n';
  expect(parseSideProcesses(answered(text))).toEqual([
    { pid: 5, unit: 'backtrace-worker@1.service' },
    { pid: 6, unit: 'backtrace-workflows.service' },
  ]);
});

test('none is an answer, another text is not', () => {
  expect(parseSideProcesses(answered('', { status: 1 }))).toEqual([]);
  expect(() => parseSideProcesses(answered('backtrace-x\n'))).toThrow('`/proc/PID/cgroup:N::PATH`');
});
