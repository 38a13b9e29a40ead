import ssh2 from 'ssh2';
import { expect, test } from 'vitest';
import { makeKeyPair } from '../ssh-key.ts';
import { startSshd } from './sshd.ts';

const key = makeKeyPair();

test('a command is told when its connection is gone', async () => {
  let started: (signal: AbortSignal) => void = () => {};
  const running = new Promise<AbortSignal>((resolve) => {
    started = resolve;
  });
  const sshd = await startSshd(
    { user: 'operator', publicKey: key.publicKey },
    (_command, _script, signal) => {
      started(signal);
      return new Promise(() => {});
    },
  );
  const client = new ssh2.Client();
  client.on('ready', () => client.exec('anything', () => {}));
  client.connect({ host: '127.0.0.1', port: sshd.port, username: 'operator', privateKey: key.privateKey });
  const signal = await running;
  const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  client.destroy();
  await aborted;
  await sshd.close();
});

test('a command that breaks the simulation is answered with why, and the server goes on', async () => {
  const sshd = await startSshd({ user: 'operator', publicKey: key.publicKey }, async () => {
    throw new Error('no such listener');
  });
  const client = new ssh2.Client();
  const answer = new Promise<{ stderr: string; status: number }>((resolve, reject) => {
    client.on('error', reject).on('ready', () => {
      client.exec('anything', (error, channel) => {
        if (error) reject(error);
        let [stderr, status] = ['', -1];
        channel.resume();
        channel.stderr.on('data', (chunk: Buffer) => {
          stderr += chunk;
        });
        channel.on('exit', (code: number) => {
          status = code;
        });
        channel.on('close', () => resolve({ stderr, status }));
      });
    });
  });
  client.connect({ host: '127.0.0.1', port: sshd.port, username: 'operator', privateKey: key.privateKey });
  expect(await answer).toEqual({ stderr: 'lab host: Error: no such listener\n', status: 255 });
  client.end();
  await sshd.close();
});

test('a public key that is none is named', async () => {
  await expect(
    startSshd({ user: 'operator', publicKey: 'nonsense' }, () => Promise.reject(new Error('unused'))),
  ).rejects.toThrow("The public key of the lab's account operator is not one");
});
