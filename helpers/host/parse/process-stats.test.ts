import { expect, test } from 'vitest';
import { parseProcessStats } from './process-stats.ts';
import { answered, sample } from './samples/sample.ts';

test('reads every process, also where one ended meanwhile', () => {
  const stats = parseProcessStats({ ...sample('debian-12', 'processStats'), status: 1 });
  expect(stats.find(({ pid }) => pid === 1)).toMatchObject({
    comm: 'systemd',
    state: 'S',
    ppid: 0,
    startTicks: 144356,
  });
});

test('reads a name with parentheses, blanks and a line break', () => {
  const stats = parseProcessStats(sample('debian-12', 'processStats'));
  expect(stats.find(({ pid }) => pid === 1586)).toEqual({
    pid: 1586,
    comm: 'a) S (b c',
    state: 'S',
    ppid: 1,
    userTicks: 0,
    systemTicks: 0,
    startTicks: 238016,
    rssPages: 413,
  });
  const line = (comm: string, pid: number) => `${pid} (${comm}) R 1 ${'2 '.repeat(47)}3\n`;
  const two = parseProcessStats(answered(line('x\n5 (y) R', 4) + line('z', 6)));
  expect(two.map(({ pid, comm }) => [pid, comm])).toEqual([
    [4, 'x\n5 (y) R'],
    [6, 'z'],
  ]);
});

test('counts processor time in its two parts', () => {
  const text = `7 (w) R 1 ${[5, 6, 7, 8, 9, 10, 11, 12, 13, 140, 150, 16, 17, 18, 19, 20, 21, 2200, 23, 2400].join(' ')} 0\n`;
  expect(parseProcessStats(answered(text))[0]).toMatchObject({
    userTicks: 140,
    systemTicks: 150,
    startTicks: 2200,
    rssPages: 2400,
  });
});

test('refuses other output', () => {
  expect(() => parseProcessStats(answered('cpu 1 2 3\n'))).toThrow('received none');
});
