import { type AddressInfo, connect as connectTcp, createServer, type Socket } from 'node:net';
import { factKeys } from '../helpers/host/catalogue.ts';
import { openHost } from '../helpers/host/host.ts';
import { readSettings } from '../helpers/settings/read.ts';
import { startPair } from '../lab/pair.ts';
import { defaultPair } from '../lab/state/default-pair.ts';

/** Times the two looks of a run at a host, straight and over a line of 50 ms round trip, and counts channels. */
export async function host(): Promise<boolean> {
  const pair = await startPair(defaultPair({ seed: 1 }));
  const { ssh } = readSettings(pair.environment).new;
  if (!ssh) throw new Error('the lab sets no NEW_SSH');
  for (const roundTrip of [0, 50]) {
    const line = await delayingLine(ssh.port, roundTrip / 2);
    const target = openHost({ ...ssh, port: line.port });
    const begin = performance.now();
    const first = await target.look();
    const second = await target.look();
    const seconds = (performance.now() - begin) / 1000;
    for (const key of factKeys) first.answer(key);
    console.log(
      `host at ${roundTrip} ms: connection and two looks of ${factKeys.length} questions ${seconds.toFixed(2)} s ` +
        `(looks ${first.seconds.toFixed(2)} and ${second.seconds.toFixed(2)} s), ${target.channels} channels`,
    );
    await target.close();
    line.close();
  }
  await pair.close();
  return true;
}

/** A TCP line to a local port that delays every packet in each direction by so many ms. */
async function delayingLine(to: number, delay: number): Promise<{ port: number; close(): void }> {
  const pass = (from: Socket, into: Socket) => {
    from.on('data', (chunk) => setTimeout(() => into.write(chunk), delay));
    from.on('close', () => setTimeout(() => into.destroy(), delay));
    from.on('error', () => into.destroy());
  };
  const server = createServer({ noDelay: true }, (near) => {
    const far = connectTcp({ host: '127.0.0.1', port: to, noDelay: true });
    pass(near, far);
    pass(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
