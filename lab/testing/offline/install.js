// @ts-check
import { syncBuiltinESMExports } from 'node:module';
import { guardNames } from './names.js';
import { guardProcesses } from './processes.js';
import { guardDatagrams, guardStreams } from './sockets.js';

const installed = Symbol.for('lab.testing.offline');

/** Keeps this thread, and whatever it starts, on this machine. */
export function install() {
  if (Object.hasOwn(globalThis, installed)) return;
  Object.defineProperty(globalThis, installed, { value: true });
  guardStreams();
  guardDatagrams();
  guardNames();
  guardProcesses();
  syncBuiltinESMExports();
}
