import { expect, test } from 'vitest';
import type { ListeningSocket } from '../machine/sockets.ts';
import { testMachine } from '../testing/machine.ts';
import { socketTable } from './ss.ts';

const socket = (address: string, port: number, fd: number): ListeningSocket => {
  return { address, port, backlog: 511, owners: [{ comm: 'node', pid: 11_705, fd }] };
};

// What ss of iproute2 6.1.0 printed for these sockets.
const REAL = [
  'State  Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess                          ',
  'LISTEN 0      511          0.0.0.0:6097       0.0.0.0:*    users:(("node",pid=11705,fd=19))',
  'LISTEN 0      511        127.0.0.1:34567      0.0.0.0:*    users:(("node",pid=11705,fd=21))',
  'LISTEN 0      128          0.0.0.0:2024       0.0.0.0:*                                    ',
  'LISTEN 0      511                *:9040             *:*    users:(("node",pid=11705,fd=22))',
  'LISTEN 0      511            [::1]:123           [::]:*    users:(("node",pid=11705,fd=23))',
];

test('the table is laid out as ss lays it out', () => {
  const sockets = [
    socket('0.0.0.0', 6_097, 19),
    socket('127.0.0.1', 34_567, 21),
    { address: '0.0.0.0', port: 2_024, backlog: 128, owners: [] },
    socket('*', 9_040, 22),
    socket('[::1]', 123, 23),
  ];
  expect(socketTable(sockets, { named: true, header: true }).split('\n')).toEqual([...REAL, '']);
  expect(socketTable(sockets.slice(0, 1), { named: false, header: false })).toBe(
    'LISTEN 0      511    0.0.0.0:6097 0.0.0.0:*\n',
  );
});

test('each listener is there with its real port, its address and the process that holds it', async () => {
  const { ask } = testMachine();
  const { stdout } = await ask('ss -lntp');
  const lines = stdout.split('\n').map((line) => line.trim().split(/\s+/).slice(3));
  expect(lines).toContainEqual(['0.0.0.0:22', '0.0.0.0:*', 'users:(("sshd",pid=621,fd=3))']);
  expect(lines).toContainEqual(['0.0.0.0:6097', '0.0.0.0:*', 'users:(("coronerd",pid=18127,fd=21))']);
  expect(lines).toContainEqual(['[::]:6098', '[::]:*', 'users:(("coronerd",pid=18127,fd=22))']);
  expect(stdout).toMatch(/0\.0\.0\.0:6096 .*\(\("nginx",pid=18165,fd=20\),\("nginx",pid=18164,fd=20\),/);
});

test("a stranger's socket names the stranger, with a process of its own", async () => {
  const { ask } = testMachine();
  const pid = /"memcached",pid=(\d+)/.exec((await ask('ss -lntp')).stdout)?.[1];
  expect((await ask(`ps -p ${pid} -o comm=`)).stdout).toBe('memcached\n');
});

test('a listener that is down, or whose unit does not run, is not there', async () => {
  const { ask, state } = testMachine();
  state.listeners = state.listeners.map((one) => (one.id === 3 ? { ...one, down: true } : one));
  expect((await ask('ss -lnt')).stdout).not.toContain(':6098');
  await ask('systemctl stop coronerd');
  const { stdout } = await ask('ss -lnt');
  expect(stdout).not.toContain(':6097');
  expect(stdout).toContain(':6096');
});

test('without root the owners are not shown', async () => {
  const { ask } = testMachine((host) => {
    host.privilege = 'sudo';
  });
  const plain = (await ask('ss -lntp')).stdout;
  expect(plain).toContain(':6097');
  expect(plain).not.toContain('users:');
  expect((await ask('sudo -n ss -lntp')).stdout).toContain('users:');
});
