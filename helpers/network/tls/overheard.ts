import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** More than any chain that a client takes. */
const mostBytes = 256 * 1024;

/** A connection for TLS to run over, which keeps the first bytes that the server sends, as they are on the wire. */
export class Overheard extends Duplex {
  readonly #socket: Socket;
  readonly #heard: Buffer[] = [];
  #length = 0;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      if (this.#length < mostBytes) this.#heard.push(chunk.subarray(0, mostBytes - this.#length));
      this.#length += chunk.length;
      if (!this.push(chunk)) socket.pause();
    });
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  /** What the server sent, at most 256 KiB. */
  get heard(): Buffer {
    return Buffer.concat(this.#heard);
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
