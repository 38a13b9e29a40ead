/** What the bytes that a server answers a ClientHello with say by their form. */
export type Answered = 'tls' | 'http' | 'other' | 'nothing';

const record = { alert: 0x15, handshake: 0x16 };
const certificateMessage = 11;

/** What answered, by the first bytes of the reply. */
export function kindOfReply(bytes: Buffer): Answered {
  if (bytes.length === 0) return 'nothing';
  if ((bytes[0] === record.handshake || bytes[0] === record.alert) && bytes[1] === 3) return 'tls';
  return /^(?:HTTP\/\d|<!doctype|<html)/i.test(bytes.toString('latin1', 0, 16)) ? 'http' : 'other';
}

/**
 * The certificates as a server sent them, in their order, DER; up to TLS 1.2 they cross the wire in the clear (RFC 5246
 * §7.4.2). Undefined where the message is not there, as with TLS 1.3, or not whole.
 */
export function certificatesIn(bytes: Buffer): Buffer[] | undefined {
  const message = handshakeMessages(bytes).find(({ type }) => type === certificateMessage);
  if (!message || message.body.length < 3) return undefined;
  const end = 3 + message.body.readUIntBE(0, 3);
  if (end > message.body.length) return undefined;
  const found: Buffer[] = [];
  for (let at = 3; at + 3 <= end; ) {
    const length = message.body.readUIntBE(at, 3);
    if (length === 0 || at + 3 + length > end) return undefined;
    found.push(Buffer.from(message.body.subarray(at + 3, at + 3 + length)));
    at += 3 + length;
  }
  return found;
}

/** The whole handshake messages in the records before the first one of another kind. */
function handshakeMessages(bytes: Buffer): { type: number; body: Buffer }[] {
  const parts: Buffer[] = [];
  for (let at = 0; at + 5 <= bytes.length && bytes[at] === record.handshake; ) {
    const length = bytes.readUInt16BE(at + 3);
    parts.push(bytes.subarray(at + 5, at + 5 + length));
    at += 5 + length;
  }
  const stream = Buffer.concat(parts);
  const found: { type: number; body: Buffer }[] = [];
  for (let at = 0; at + 4 <= stream.length; ) {
    const length = stream.readUIntBE(at + 1, 3);
    if (at + 4 + length > stream.length) break;
    found.push({ type: stream[at] ?? 0, body: stream.subarray(at + 4, at + 4 + length) });
    at += 4 + length;
  }
  return found;
}
