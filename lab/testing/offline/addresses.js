// @ts-check
import { BlockList, isIP } from 'node:net';

const own = new BlockList();
own.addSubnet('127.0.0.0', 8, 'ipv4');
own.addAddress('::1', 'ipv6');
// To connect to the address of all interfaces is to connect to this machine.
own.addAddress('0.0.0.0', 'ipv4');
own.addAddress('::', 'ipv6');

/**
 * Whether an IP address is of the loopback.
 * @param {string} address without brackets
 */
export function isLoopback(address) {
  const family = isIP(address);
  return family !== 0 && own.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Whether a name can be resolved without a query to anybody: `localhost`, and IP literals.
 * @param {string} name
 */
export function needsNoQuery(name) {
  return isIP(name) !== 0 || name.toLowerCase() === 'localhost';
}

/**
 * Whether nobody may ever have this name: `.invalid` (RFC 6761 §6.4).
 * @param {string} name
 */
export function isInvalid(name) {
  return /(^|\.)invalid\.?$/i.test(name);
}

/**
 * Host of a name server as `getServers` lists them: `IP`, `IP:PORT` or `[IP]:PORT`.
 * @param {string} server
 */
export function hostOfServer(server) {
  if (isIP(server)) return server;
  return server.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}
