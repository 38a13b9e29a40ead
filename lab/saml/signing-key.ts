import { createHash, createPrivateKey } from 'node:crypto';

/** The identity provider of the lab, and one of somebody else. */
export type KeyOwner = 'ours' | 'another';

/** Where the first fitting primes come after the numbers that a text is hashed to, in steps of two. */
const primes: Record<KeyOwner, [text: string, step: number][]> = {
  ours: [
    ['identity provider p', 570],
    ['identity provider q', 10],
  ],
  another: [
    ['another identity provider p', 38],
    ['another identity provider q', 675],
  ],
};
const publicExponent = 65_537n;
const bytesOfPrime = 128;

/**
 * RSA 2048 key that an identity provider signs with, PEM (PKCS #8). It is the same in every process, as the
 * certificate in the state must be, and takes a millisecond; it is no secret.
 */
export function signingKey(owner: KeyOwner): string {
  const [p = 0n, q = 0n] = primes[owner].map(([text, step]) => primeAfter(text, step));
  const d = inverse(publicExponent, (p - 1n) * (q - 1n));
  const numbers = {
    n: p * q,
    e: publicExponent,
    d,
    p,
    q,
    dp: d % (p - 1n),
    dq: d % (q - 1n),
    qi: inverse(q, p),
  };
  const texts = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, base64url(value)]));
  const key = createPrivateKey({ format: 'jwk', key: { kty: 'RSA', ...texts } });
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** An odd number of 1024 bits whose two highest are set, and so many steps of two. */
function primeAfter(text: string, step: number): bigint {
  const hash = createHash('shake256', { outputLength: bytesOfPrime }).update(text).digest('hex');
  return (BigInt(`0x${hash}`) | (3n << 1022n) | 1n) + 2n * BigInt(step);
}

/** The number whose product with `value` leaves 1 (extended Euclid). */
function inverse(value: bigint, modulus: bigint): bigint {
  let [rest, next] = [modulus, value % modulus];
  let [before, factor] = [0n, 1n];
  while (next !== 0n) {
    const quotient = rest / next;
    [rest, next] = [next, rest - quotient * next];
    [before, factor] = [factor, before - quotient * factor];
  }
  return ((before % modulus) + modulus) % modulus;
}

function base64url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}
