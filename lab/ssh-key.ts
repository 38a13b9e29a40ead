import { generateKeyPairSync } from 'node:crypto';
import ssh2 from 'ssh2';

/**
 * A new key pair: private key as PEM, public key as a line of OpenSSH's form. Made by Node, because about one in 150
 * ed25519 keys that ssh2 1.17 makes cannot be read back.
 */
export function makeKeyPair(): { privateKey: string; publicKey: string } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ format: 'pem', type: 'sec1' }).toString();
  const key = ssh2.utils.parseKey(pem);
  if (key instanceof Error) throw key;
  return { privateKey: pem, publicKey: `${key.type} ${key.getPublicSSH().toString('base64')}` };
}
