import { expect, it } from 'vitest';
import type { ListenerReading } from './listener-reading.ts';
import { portsToLook } from './ports-to-look.ts';

const socket = (port: number, more = {}) => ({
  ...{ port, loopback: false, coronerd: false, backtrace: true },
  ...more,
});
const reading = (sockets: ListenerReading['sockets']): ListenerReading => ({
  ...{ url: 'https://bt.test:8443', endpoints: { post: [{ port: 6098, protocol: 'https' }] } },
  ...{ rows: [], conf: null, sockets, gaps: [] },
});

it('are those that some source names, and those that only sockets of the server show', () => {
  const sockets = [
    socket(6098),
    socket(443),
    socket(443),
    socket(7071, { loopback: true }),
    socket(22, { backtrace: false }),
  ];
  expect(portsToLook(reading(sockets)).map(({ port, unnamed }) => [port, unnamed])).toEqual([
    [6098, undefined],
    [8443, undefined],
    [443, true],
  ]);
  expect(portsToLook(reading(null)).map(({ port }) => port)).toEqual([6098, 8443]);
});
