import { createConnection } from 'node:net';

/** How a TCP port answers from here; `filtered` = nothing came back in time, as when a firewall drops packets. */
export type Reach = 'open' | 'refused' | 'filtered' | 'reset' | 'unreachable';

/** After a connection is made, a device in between may still reset it; that is watched for this long, in ms. */
const settle = 100;

/** Tries one TCP connection; sends nothing. */
export function reach(host: string, port: number, timeout = 5_000): Promise<Reach> {
  return new Promise((resolve) => {
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
    socket.on('error', (error: NodeJS.ErrnoException) => finish(kindOf(error.code)));
  });
}

function kindOf(code: string | undefined): Reach {
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'reset';
  if (code === 'ETIMEDOUT') return 'filtered';
  return 'unreachable';
}
