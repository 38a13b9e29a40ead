import { readFileSync } from 'node:fs';
import ssh2 from 'ssh2';
import { type Place, unreachable } from './link-failure.ts';

/** How to log in, in the terms of ssh2: with the key file, else with the agent. Throws Unanswered. */
export function authenticationFor(
  hop: Place & { keyFile?: string },
): { privateKey: Buffer; authHandler: ['publickey'] } | { agent: string; authHandler: ['agent'] } {
  if (hop.keyFile !== undefined) return { privateKey: keyIn(hop.keyFile, hop), authHandler: ['publickey'] };
  const agent = process.env.SSH_AUTH_SOCK;
  if (agent) return { agent, authHandler: ['agent'] };
  throw unreachable(
    hop,
    'there is nothing to log in with: no key file is set and no SSH agent runs (SSH_AUTH_SOCK is empty)',
    'Set …_SSH_KEY_FILE, or start an agent and `ssh-add` the key.',
  );
}

function keyIn(file: string, hop: Place): Buffer {
  const content = contentOf(file, hop);
  const key = ssh2.utils.parseKey(content);
  if (key instanceof Error) {
    const encrypted = /encrypted/i.test(key.message);
    throw unreachable(
      hop,
      encrypted ? `the key ${file} has a passphrase` : `${file} is not a private key that can be used`,
      encrypted
        ? 'Load it with `ssh-add` and leave …_SSH_KEY_FILE empty, so that the agent is asked.'
        : 'Name a private key in OpenSSH or PEM form in …_SSH_KEY_FILE.',
    );
  }
  return content;
}

function contentOf(file: string, hop: Place): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw unreachable(hop, `the key ${file} cannot be read (${code})`, 'Correct …_SSH_KEY_FILE.', cause);
  }
}
