import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onOneLine } from '../../faults/said.ts';
import { makeKeyPair } from '../../ssh-key.ts';
import { ofHost, ofRoot } from '../dependents.ts';
import { onNew, type Trouble } from './trouble.ts';

/** The new host cannot be asked, or not everything. */
export const hostTroubles: Record<string, Trouble> = {
  'the host is unknown': {
    red: ofHost,
    says: /no-such-host\.invalid/,
    variables: (given) => ({ ...given, NEW_SSH: 'backtrace@no-such-host.invalid' }),
  },
  'SSH is refused': {
    red: ofHost,
    says: /refused/,
    variables: (given) => ({ ...given, NEW_SSH: 'backtrace@127.0.0.1:1' }),
  },
  'the host has another key': {
    red: ofHost,
    says: /host key/,
    variables: (given) => ({ ...given, NEW_SSH_HOST_KEY: `SHA256:${'A'.repeat(43)}` }),
  },
  'the key is not authorized': {
    red: ofHost,
    says: onOneLine('login of backtrace ', ' was refused'),
    variables: (given) => ({ ...given, NEW_SSH_KEY_FILE: strangersKey() }),
  },
  'the host lacks a tool': {
    red: ['network.listeners', 'network.tls', 'services.ports', 'startup.listening'],
    says: /`ss -lntp`/,
    pair: onNew(({ host }) => {
      host.missingTools = ['ss'];
    }),
  },
  'the login may not use sudo': {
    red: ofRoot,
    says: /sudo|NOPASSWD/,
    pair: onNew(({ host }) => {
      host.privilege = 'none';
    }),
  },
};

function strangersKey(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'stranger-')), 'key');
  writeFileSync(file, makeKeyPair().privateKey, { mode: 0o600 });
  return file;
}
