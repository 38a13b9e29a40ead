// @ts-check
import dgram from 'node:dgram';
import net, { isIP } from 'node:net';
import { isInvalid, isLoopback, needsNoQuery } from './addresses.js';
import { violation } from './record.js';

/**
 * @typedef {(error: Error | null, address?: unknown, family?: number) => void} Found
 * @typedef {(name: string, options: object, found: Found) => void} Lookup
 * @typedef {{ path?: string, host?: string, port?: number | string, lookup?: Lookup }} Destination
 */

/**
 * Every TCP connection of Node goes through here: net, tls, http, undici, and what stands on them. Connections by the
 * path of a socket stay on the machine.
 */
export function guardStreams() {
  const connect = /** @type {(this: net.Socket, ...given: unknown[]) => net.Socket} */ (
    net.Socket.prototype.connect
  );
  /** @this {net.Socket} @param {unknown[]} given */
  function guarded(...given) {
    const [destination, listener] = normalized(given);
    if (destination.path) return connect.apply(this, given);
    const { lookup } = destination;
    const host = destination.host || 'localhost';
    const where = `${host} port ${destination.port}`;
    if (isIP(host) ? !isLoopback(host) : !lookup && !needsNoQuery(host) && !isInvalid(host)) {
      const refused = failing(violation(where, 'net connect'));
      return connect.call(this, { ...destination, host: 'foreign.invalid', lookup: refused }, listener);
    }
    if (!lookup || isIP(host)) return connect.apply(this, given);
    return connect.call(this, { ...destination, lookup: checked(lookup, where) }, listener);
  }
  Object.assign(net.Socket.prototype, { connect: guarded });
}

/**
 * What Node makes of the arguments of `connect`; it calls itself with the list that it has made.
 * @param {unknown[]} given
 * @returns {[Destination, unknown]}
 */
function normalized(given) {
  const [first, second] = given;
  const listener = given.find((each) => typeof each === 'function');
  if (Array.isArray(first)) return [first[0], first[1]];
  if (typeof first === 'object' && first !== null) return [first, listener];
  if (typeof first === 'string' && !/^\d+$/.test(first)) return [{ path: first }, listener];
  const port = /** @type {number | string} */ (first);
  return [typeof second === 'string' ? { port, host: second } : { port }, listener];
}

/**
 * A lookup that fails, as late as any: who connects has handlers by then.
 * @param {Error} error
 * @returns {Lookup}
 */
function failing(error) {
  return (_name, _options, found) => setImmediate(found, error);
}

/**
 * A lookup of the caller's own, whose answers must be of the loopback.
 * @param {Lookup} lookup
 * @param {string} where
 * @returns {Lookup}
 */
function checked(lookup, where) {
  return (name, options, found) =>
    lookup(name, options, (error, address, family) => {
      const all = Array.isArray(address) ? address.map((each) => String(each.address)) : [String(address)];
      const foreign = error ? undefined : all.find((each) => isIP(each) && !isLoopback(each));
      if (foreign) found(violation(`${where}, which is ${foreign},`, 'net connect'));
      else found(error, address, family);
    });
}

/** Datagrams go to addresses of the loopback and to `localhost`. */
export function guardDatagrams() {
  for (const [api, at] of /** @type {const} */ ([
    ['send', [2, 4]],
    ['connect', [1]],
  ])) {
    const original = /** @type {(this: dgram.Socket, ...given: unknown[]) => unknown} */ (
      dgram.Socket.prototype[api]
    );
    /** @this {dgram.Socket} @param {unknown[]} given */
    const guarded = function (...given) {
      const host = at.map((index) => given[index]).find((each) => typeof each === 'string' && each !== '');
      if (typeof host !== 'string' || isLoopback(host) || host.toLowerCase() === 'localhost')
        return original.apply(this, given);
      const error = violation(host, `dgram ${api}`);
      const callback = given.findLast((each) => typeof each === 'function');
      process.nextTick(() => {
        if (typeof callback === 'function') callback(error);
        else this.emit('error', error);
      });
    };
    Object.assign(dgram.Socket.prototype, { [api]: guarded });
  }
}
