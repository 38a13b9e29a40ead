import { randomBytes } from 'node:crypto';
import { connect, isIP } from 'node:net';
import type { Target } from './handshake.ts';

/**
 * Cipher suites that are broken or protect nothing, by family, with their numbers (IANA "TLS Cipher Suites"). OpenSSL is
 * usually built without most of them, so they are tried with a hello of our own.
 */
export const weakFamilies: Readonly<Record<string, readonly number[]>> = {
  'no encryption (NULL)': [0x0001, 0x0002, 0x003b, 0xc006, 0xc010, 0xc001, 0xc00b],
  'no authentication (anonymous)': [
    0x0034, 0x003a, 0x006c, 0x006d, 0x00a6, 0x00a7, 0xc018, 0xc019, 0x0018, 0x001b,
  ],
  'export strength': [0x0003, 0x0006, 0x0008, 0x000b, 0x000e, 0x0011, 0x0014, 0x0017, 0x0019],
  RC4: [0x0004, 0x0005, 0xc002, 0xc007, 0xc00c, 0xc011],
  'DES and 3DES': [
    0x0009, 0x000a, 0x000c, 0x000d, 0x000f, 0x0010, 0x0012, 0x0013, 0x0015, 0x0016, 0xc003, 0xc008, 0xc00d,
    0xc012,
  ],
};

/** Whether a server takes a suite of a family: `null` when nothing told, for example for want of time. */
export async function takesSuites(
  target: Target,
  suites: readonly number[],
  servername?: string,
): Promise<boolean | null> {
  const reply = await answerTo(target, clientHello(suites, servername));
  if (reply === null) return null;
  const suite = chosenSuite(reply);
  return suite !== undefined && suites.includes(suite);
}

/** The first bytes that come back, null for none: no connection, or silence. A closed connection is an empty answer. */
function answerTo({ host, port, timeout }: Target, hello: Buffer): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let connected = false;
    const finish = (answer: Buffer | null) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => finish(null), timeout);
    const socket = connect({ host, port, noDelay: true }, () => {
      connected = true;
      socket.write(hello);
    });
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      const heard = Buffer.concat(chunks);
      if (heard.length >= 5 + 4 + 2 + 32 + 1 + 32 + 2 || (heard[0] === 0x15 && heard.length >= 7))
        finish(heard);
    });
    socket.on('error', () => finish(connected ? Buffer.concat(chunks) : null));
    socket.on('end', () => finish(Buffer.concat(chunks)));
  });
}

/** The suite in a ServerHello (RFC 5246 §7.4.1.3), undefined where the reply is none. */
function chosenSuite(reply: Buffer): number | undefined {
  const [record, handshake] = [reply[0], reply[5]];
  const at = 5 + 4 + 2 + 32;
  if (record !== 0x16 || handshake !== 0x02 || reply.length <= at) return undefined;
  const place = at + 1 + (reply[at] ?? 0);
  return place + 2 <= reply.length ? reply.readUInt16BE(place) : undefined;
}

/** A ClientHello of TLS 1.2 that offers these suites, and every usual curve and signature. */
function clientHello(suites: readonly number[], servername?: string): Buffer {
  const extensions = Buffer.concat([
    ...(servername && !isIP(servername)
      ? [extension(0, list16(Buffer.concat([Buffer.of(0), list16(Buffer.from(servername))])))]
      : []),
    extension(10, list16(numbers([0x001d, 0x0017, 0x0018, 0x0019]))),
    extension(11, Buffer.of(1, 0)),
    extension(
      13,
      list16(
        numbers([0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201]),
      ),
    ),
  ]);
  const body = Buffer.concat([
    numbers([0x0303]),
    randomBytes(32),
    Buffer.of(0),
    list16(numbers(suites)),
    Buffer.of(1, 0),
    list16(extensions),
  ]);
  const message = Buffer.concat([Buffer.of(1, 0), list16(body)]);
  return Buffer.concat([Buffer.of(0x16, 3, 1), list16(message)]);
}

function extension(type: number, content: Buffer): Buffer {
  return Buffer.concat([numbers([type]), list16(content)]);
}

/** Bytes with their length before them, in two bytes. */
function list16(content: Buffer): Buffer {
  return Buffer.concat([numbers([content.length]), content]);
}

function numbers(values: readonly number[]): Buffer {
  return Buffer.from(values.flatMap((value) => [value >> 8, value & 0xff]));
}
