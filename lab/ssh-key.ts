import ssh2 from 'ssh2';

/** A new key pair in OpenSSH's formats. */
export function makeKeyPair(): { privateKey: string; publicKey: string } {
  const { private: privateKey, public: publicKey } = ssh2.utils.generateKeyPairSync('ed25519');
  return { privateKey, publicKey };
}
