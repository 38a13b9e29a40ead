import { expect, test } from 'vitest';
import { backtraceProcess, ownerOf, processTree } from './backtrace-process.ts';
import { parseProcesses } from './parse/processes.ts';
import { sample } from './parse/samples/sample.ts';
import { parseSockets } from './parse/sockets.ts';
import { parseUnits } from './parse/units.ts';

const units = parseUnits(sample('debian-12', 'units'));
const processes = parseProcesses(sample('debian-12', 'processes'));
const sockets = parseSockets(sample('debian-12', 'sockets'));

test('finds monitor and child of a running service', () => {
  expect(backtraceProcess('coronerd.service', units, processes)).toEqual({
    monitorPid: 1571,
    childPid: 1573,
    childAlive: true,
    childArgs: '/bin/bash /opt/backtrace/sbin/coronerd -f -c /etc/coronerd/coronerd.conf',
  });
});

test('finds a monitor below the main process', () => {
  const wrapped = processes.map((each) => (each.pid === 1571 ? { ...each, ppid: 1570 } : each));
  wrapped.push({ pid: 1570, ppid: 1, user: 'root', rssKb: 1, args: '/bin/sh -c wrapper' });
  const unit = units.map((each) => (each.name === 'coronerd.service' ? { ...each, mainPid: 1570 } : each));
  expect(backtraceProcess('coronerd.service', unit, wrapped)).toMatchObject({
    monitorPid: 1571,
    childAlive: true,
  });
});

test('a child that is gone, dead or of another parent is not alive', () => {
  const alive = (list: typeof processes) => backtraceProcess('coronerd.service', units, list).childAlive;
  const changed = (change: object) =>
    processes.map((each) => (each.pid === 1573 ? { ...each, ...change } : each));
  expect(alive(processes.filter(({ pid }) => pid !== 1573))).toBe(false);
  expect(alive(changed({ args: '[coronerd] <defunct>' }))).toBe(false);
  expect(alive(changed({ ppid: 1 }))).toBe(false);
  expect(alive(changed({}))).toBe(true);
});

test('a service that does not run, or has no monitor, has neither', () => {
  const none = { monitorPid: undefined, childPid: undefined, childAlive: false, childArgs: undefined };
  expect(backtraceProcess('backtrace-proxy.service', units, processes)).toEqual(none);
  expect(backtraceProcess('backtrace-nginx.service', units, processes)).toEqual(none);
  expect(backtraceProcess('unheard-of.service', units, processes)).toEqual(none);
});

test('names the service that holds a socket, through its workers too', () => {
  const owner = (port: number) =>
    sockets.filter((each) => each.port === port).map((each) => ownerOf(each, units, processes));
  expect(owner(8081)).toEqual(['backtrace-nginx.service']);
  expect(owner(8084)).toEqual([undefined]);
});

test('a process tree ends where processes point at each other', () => {
  const circle = [
    { pid: 5, ppid: 6, user: 'x', rssKb: 0, args: '' },
    { pid: 6, ppid: 5, user: 'x', rssKb: 0, args: '' },
  ];
  expect(processTree(5, circle).map(({ pid }) => pid)).toEqual([5, 6]);
  expect(processTree(0, circle)).toEqual([]);
});
