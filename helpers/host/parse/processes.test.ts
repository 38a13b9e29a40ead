import { expect, test } from 'vitest';
import { parseProcesses } from './processes.ts';
import { answered, sample } from './samples/sample.ts';

test('reads every process of a machine', () => {
  const processes = parseProcesses(sample('debian-12', 'processes'));
  expect(processes).toHaveLength(30);
  expect(processes.find(({ pid }) => pid === 1571)).toEqual({
    pid: 1571,
    ppid: 1,
    user: 'root',
    rssKb: 1724,
    args: '/opt/backtrace/sbin/coronerd: monitoring child 1573 infinity',
  });
  expect(processes.find(({ pid }) => pid === 1586)?.args).toBe('/root/w/a)');
});

test('blanks out secrets on command lines', () => {
  const answer = answered(
    '    9       1 root       100 /bin/agent --password=hunter2 https://u:hunter2@example.test/\n',
  );
  expect(JSON.stringify(parseProcesses(answer))).not.toContain('hunter2');
});

test('refuses other output', () => {
  expect(() => parseProcesses(answered('PID COMMAND\n'))).toThrow('expected `PID PPID USER RSS ARGS`');
  expect(() => parseProcesses(answered(''))).toThrow('expected processes, received none');
});
