import { createConnection } from 'node:net';
import { Unanswered } from '../unanswered.ts';

/** How a TCP port answers from here; `filtered` = nothing came back in time, as when a firewall drops packets. */
export type Reach = 'open' | 'refused' | 'filtered' | 'reset';

/** After a connection is made, a device in between may still reset it; that is watched for this long, in ms. */
const settle = 100;

/**
 * Tries one TCP connection; sends nothing.
 * @throws Unanswered when this machine knows no way to the host, which says nothing of the port
 */
export function reach(host: string, port: number, timeout = 5_000): Promise<Reach> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host, port });
    const finish = (result: Reach) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    let timer = setTimeout(() => finish('filtered'), timeout);
    socket.once('connect', () => {
      clearTimeout(timer);
      timer = setTimeout(() => finish('open'), settle);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const kind = kindOf(error.code);
      if (kind) return finish(kind);
      clearTimeout(timer);
      reject(
        new Unanswered(`no way from this machine to ${host} port ${port}: ${error.message}`, {
          asked: `connect to TCP port ${port}`,
          where: host,
          cause: error,
        }),
      );
    });
  });
}

function kindOf(code: string | undefined): Reach | undefined {
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'reset';
  if (code === 'ETIMEDOUT') return 'filtered';
  return undefined;
}
