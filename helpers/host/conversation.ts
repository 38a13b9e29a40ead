import { constants } from 'node:os';
import type { ClientChannel } from 'ssh2';
import { Unanswered } from '../unanswered.ts';

/** What a command that ran over a channel said, and how it ended. */
export interface Conversation {
  stdout: Buffer;
  /** At most 4,000 bytes. */
  stderr: string;
  /** Exit status, 128 + N for signal N; null where none came. */
  status: number | null;
  /** Why there may be more that was not heard. */
  ended: 'by itself' | 'too slow' | 'too long';
}

export interface Bounds {
  seconds: number;
  maxBytes: number;
  signal?: AbortSignal;
  /** Called with everything that arrived so far, as it arrives. */
  onOutput?: (chunk: Buffer) => void;
}

/**
 * Sends the input and its end, and listens until the command ends or a bound is reached; then the channel is closed.
 * That does not stop the command on the host: a command must have a limit of its own. Throws Unanswered if aborted.
 */
export function converse(
  channel: ClientChannel,
  input: string,
  bounds: Bounds,
  where: string,
): Promise<Conversation> {
  return new Promise((resolve, reject) => {
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let [heard, complained] = [0, 0];
    let status: number | null = null;
    const finish = (ended: Conversation['ended']) => {
      clearTimeout(timer);
      bounds.signal?.removeEventListener('abort', abort);
      channel.close();
      resolve({
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString('utf8').slice(0, 4000),
        status,
        ended,
      });
    };
    const abort = () => {
      reject(
        new Unanswered(`${where}: given up before it answered`, {
          asked: 'SSH command',
          where,
          cause: bounds.signal?.reason,
        }),
      );
      finish('too slow');
    };
    const timer = setTimeout(() => finish('too slow'), bounds.seconds * 1000);
    channel.on('data', (chunk: Buffer) => {
      stdout.push(chunk);
      heard += chunk.length;
      bounds.onOutput?.(chunk);
      if (heard > bounds.maxBytes) finish('too long');
    });
    channel.stderr.on('data', (chunk: Buffer) => {
      if (complained < 4000) stderr.push(chunk);
      complained += chunk.length;
    });
    channel.on('exit', (code: number | null, signal?: string) => {
      status = code ?? 128 + numberOf(signal);
    });
    channel.once('close', () => finish('by itself'));
    // A command that does not read its input makes this fail; how it ended is told by its status.
    channel.on('error', () => {});
    channel.end(input);
    if (bounds.signal?.aborted) abort();
    else bounds.signal?.addEventListener('abort', abort, { once: true });
  });
}

function numberOf(signal: string | undefined): number {
  const numbers: Record<string, number> = constants.signals;
  return numbers[`SIG${signal?.replace(/^SIG/, '')}`] ?? 0;
}
