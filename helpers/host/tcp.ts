import { connect, type Socket } from 'node:net';
import type { Unanswered } from '../unanswered.ts';
import { type Place, unreachable } from './link-failure.ts';

/** A TCP connection within so many seconds, without Nagle's delay. Throws Unanswered that tells name, port and filter apart. */
export function tcpTo(place: Place, seconds: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: place.host, port: place.port, noDelay: true });
    const timer = setTimeout(() => {
      socket.destroy();
      const next = 'Check that the machine is up and that no firewall drops connections from here.';
      reject(unreachable(place, `no answer within ${seconds} s`, next));
    }, seconds * 1000);
    const failed = (error: Error) => {
      clearTimeout(timer);
      reject(explainTcp(place, error));
    };
    socket.once('error', failed).once('connect', () => {
      clearTimeout(timer);
      socket.off('error', failed);
      resolve(socket);
    });
  });
}

function explainTcp(place: Place, error: Error): Unanswered {
  const code = 'code' in error ? String(error.code) : error.message;
  const [message, next] = reasons[code] ?? [
    `no connection (${code})`,
    'Check the route to the machine from here.',
  ];
  return unreachable(place, message, next, error);
}

const unknownName: [string, string] = [
  'the host name is not known',
  'Check the name in …_SSH, or put the IP address there.',
];
const reasons: Record<string, [string, string]> = {
  ENOTFOUND: unknownName,
  EAI_AGAIN: unknownName,
  ECONNREFUSED: ['the connection was refused', 'Check that sshd runs there and listens on this port.'],
  ETIMEDOUT: [
    'the connection timed out',
    'Check that the machine is up and that no firewall drops connections from here.',
  ],
  ECONNRESET: ['the connection was reset', 'Check that sshd, and no firewall, answers on this port.'],
};
