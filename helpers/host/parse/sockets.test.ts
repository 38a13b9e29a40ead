import { expect, test } from 'vitest';
import { answered, sample } from './samples/sample.ts';
import { parseSockets } from './sockets.ts';

test('reads addresses of every kind from a real machine', () => {
  const sockets = parseSockets(sample('debian-12', 'sockets'));
  const seen = sockets.map(({ address, port, family, loopback }) => [port, address, family, loopback]);
  expect(seen).toEqual([
    [8084, '127.0.0.1', 'v4', true],
    [8081, '127.0.0.1', 'v4', true],
    [80, '0.0.0.0', 'v4', false],
    [22, '0.0.0.0', 'v4', false],
    [8083, '::ffff:127.0.0.1', 'v6', true],
    [8082, '*', 'any', false],
    [80, '::', 'v6', false],
    [22, '::', 'v6', false],
    [8080, '::1', 'v6', true],
  ]);
});

test('reads all who hold a socket', () => {
  const socket = parseSockets(sample('debian-12', 'sockets')).find(({ port }) => port === 8080);
  expect(socket).toMatchObject({ pid: 1580, process: 'nginx' });
  expect(socket?.processes.map(({ pid }) => pid)).toEqual([1580, 1579, 1572]);
});

test('reads the older form: no brackets, no pid=', () => {
  const text = [
    'State      Recv-Q Send-Q Local Address:Port               Peer Address:Port',
    'LISTEN     0      128          *:80                       *:*                   users:(("nginx",31,6),("nginx",30,6))',
    'LISTEN     0      128         :::6098                    :::*                   users:(("coronerd",pid=9,fd=4))',
    'LISTEN     0      100        ::1:25                      :::*',
  ].join('\n');
  expect(parseSockets(answered(text))).toMatchObject([
    { address: '*', port: 80, family: 'any', pid: 31 },
    { address: '::', port: 6098, family: 'v6', loopback: false, process: 'coronerd' },
    { address: '::1', port: 25, loopback: true, pid: null, process: null, processes: [] },
  ]);
});

test('reads an address with a zone, and a name with a parenthesis', () => {
  const text = 'LISTEN 0 5 [fe80::1]%eth0:443 [::]:* users:(("odd),(name",pid=3,fd=1))\n';
  expect(parseSockets(answered(text))[0]).toMatchObject({
    address: 'fe80::1',
    port: 443,
    process: 'odd),(name',
    pid: 3,
  });
});

test('says that ss is missing', () => {
  const missing = answered('', { status: 127, stderr: '/bin/sh: 1: ss: not found\n' });
  expect(() => parseSockets(missing)).toThrow('the tool is missing on the host (/bin/sh: 1: ss: not found)');
});
