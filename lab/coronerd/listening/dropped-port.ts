import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import type { Opened } from './opened.ts';

/**
 * Listens in a thread of its own, which then never accepts: once the kernel's queue is full, further connection
 * attempts are dropped without an answer.
 */
const worker = `
  const { parentPort, workerData } = require('node:worker_threads');
  const server = require('node:net').createServer();
  server.listen({ port: workerData.port, host: workerData.address, backlog: 1 }, () => {
    parentPort.postMessage('listening');
    Atomics.wait(new Int32Array(workerData.gate), 0, 0);
    process.exit(0);
  });
  server.on('error', (error) => { throw error; });
`;

/** Connections that fill the queue at most; Linux takes one more than the backlog. */
const mostFillers = 16;
/** Time, in ms, after which a connection on the loopback counts as dropped. */
const patience = 150;

/** Makes a port on which connections are silently dropped, as a firewall does. */
export async function openDroppedPort(port: number, address: string): Promise<Opened> {
  const gate = new SharedArrayBuffer(4);
  const thread = new Worker(worker, { eval: true, workerData: { port, address, gate } });
  await once(thread, 'message');
  const fillers: Socket[] = [];
  for (let count = 0; count < mostFillers; count++) {
    const filler = connect({ port, host: address });
    filler.on('error', () => {});
    filler.unref();
    fillers.push(filler);
    if (!(await connects(filler))) break;
  }
  return {
    close: async () => {
      for (const filler of fillers) filler.destroy();
      const exited = once(thread, 'exit');
      Atomics.store(new Int32Array(gate), 0, 1);
      Atomics.notify(new Int32Array(gate), 0);
      await exited;
    },
  };
}

function connects(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patience);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
