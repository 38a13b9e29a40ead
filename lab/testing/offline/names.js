// @ts-check
import dns from 'node:dns';
import { isIP } from 'node:net';
import { hostOfServer, isInvalid, isLoopback, needsNoQuery } from './addresses.js';
import { violation } from './record.js';

/** @typedef {(...given: unknown[]) => unknown} Callable */

/**
 * Names are resolved by name servers of the loopback only, which somebody has named: those of the machine may be on
 * the loopback, too, and pass the question on. A name below `.invalid` exists nowhere, and nobody is asked for it, as
 * RFC 6761 §6.4 wants it of resolvers: its lookup fails with ENOTFOUND.
 */
export function guardNames() {
  guardSystem();
  guardResolvers();
}

/** `lookup` and `lookupService`, which ask by the C library. */
function guardSystem() {
  replace(dns, 'lookup', calling, (name) => systemError('dns.lookup', name));
  replace(dns.promises, 'lookup', promising, (name) => systemError('dns.promises.lookup', name));
  const named = (/** @type {unknown} */ address) =>
    typeof address === 'string' && isIP(address) && !isLoopback(address)
      ? violation(address, 'dns.lookupService')
      : undefined;
  replace(dns, 'lookupService', calling, named);
  replace(dns.promises, 'lookupService', promising, named);
}

/**
 * @param {string} api
 * @param {unknown} name
 */
function systemError(api, name) {
  if (typeof name !== 'string' || name === '' || needsNoQuery(name)) return undefined;
  return isInvalid(name) ? notFound('getaddrinfo', name) : violation(name, api);
}

/** What asks name servers by itself: resolvers, and the functions that share the one of the process. */
function guardResolvers() {
  const shared = { chosen: false };
  /** @type {WeakSet<object>} */
  const chosen = new WeakSet();
  const sides = /** @type {const} */ ([
    ['dns', dns, calling],
    ['dns.promises', dns.promises, promising],
  ]);
  for (const [room, module, failing] of sides) {
    const prototype = module.Resolver.prototype;
    noting(module, () => {
      shared.chosen = true;
    });
    noting(prototype, (resolver) => chosen.add(resolver));
    for (const method of methodsOf(module))
      replace(module, method, failing, (name) =>
        resolverError(`${room}.${method}`, name, shared.chosen, dns.getServers()),
      );
    for (const method of methodsOf(prototype))
      replace(prototype, method, failing, (name, self) => {
        const resolver = /** @type {dns.Resolver} */ (self);
        return resolverError(`${room}.Resolver.${method}`, name, chosen.has(resolver), resolver.getServers());
      });
  }
}

/** @param {object} owner */
function methodsOf(owner) {
  const names = [...Object.keys(owner), ...Object.getOwnPropertyNames(Object.getPrototypeOf(owner))];
  return [...new Set([...names, ...Object.getOwnPropertyNames(owner)])].filter((name) =>
    /^(resolve|reverse)/.test(name),
  );
}

/**
 * @param {string} api
 * @param {unknown} name
 * @param {boolean} chosen
 * @param {string[]} servers
 */
function resolverError(api, name, chosen, servers) {
  if (typeof name !== 'string') return undefined;
  if (chosen && servers.every((server) => isLoopback(hostOfServer(server)))) return undefined;
  return isInvalid(name) ? notFound('query', name) : violation(name, `${api} at ${servers.join(', ')}`);
}

/**
 * @param {string} syscall
 * @param {string} hostname
 */
function notFound(syscall, hostname) {
  const error = new Error(`${syscall} ENOTFOUND ${hostname}`);
  return Object.assign(error, { errno: -3008, code: 'ENOTFOUND', syscall, hostname });
}

/**
 * Notes who chooses name servers.
 * @param {object} owner
 * @param {(self: object) => void} note
 */
function noting(owner, note) {
  replace(owner, 'setServers', calling, (_servers, self) => {
    note(/** @type {object} */ (self));
    return undefined;
  });
}

/**
 * Puts a function in the place of one that keeps its properties and first looks whether the call has to fail.
 * @param {object} owner
 * @param {string} name
 * @param {(error: Error, given: unknown[]) => unknown} failing
 * @param {(first: unknown, self: unknown) => Error | undefined} judge
 */
function replace(owner, name, failing, judge) {
  const original = /** @type {Record<string, Callable>} */ (owner)[name];
  if (typeof original !== 'function') return;
  /** @this {unknown} @param {unknown[]} given */
  const guarded = function (...given) {
    const error = judge(given[0], this);
    return error ? failing(error, given) : original.apply(this, given);
  };
  Object.defineProperties(guarded, Object.getOwnPropertyDescriptors(original));
  Object.assign(owner, { [name]: guarded });
}

/**
 * @param {Error} error
 * @param {unknown[]} given
 */
function calling(error, given) {
  const callback = given.at(-1);
  if (typeof callback !== 'function') throw error;
  process.nextTick(() => callback(error));
}

/** @param {Error} error */
function promising(error) {
  return Promise.reject(error);
}
