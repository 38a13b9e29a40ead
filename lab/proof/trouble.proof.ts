import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changed, present } from '../faults/fault.ts';
import { faults } from '../faults/index.ts';
import { makeKeyPair } from '../ssh-key.ts';
import { defaultPair } from '../state/default-pair.ts';
import { integerOf, rowsOf, textOf } from '../state/row.ts';
import type { PairState, ServerState } from '../state/types.ts';
import { ofConfiguration, ofControl, ofHost, ofPair, ofRoot, ofServer, ofSession } from './dependents.ts';
import { verify } from './verify.ts';

interface Trouble {
  red: string[];
  /** Those of them that are `failed`, because the trouble is what they look for. */
  failed?: string[];
  says: RegExp;
  pair?: (pair: PairState) => PairState;
  variables?: (environment: Record<string, string>) => Record<string, string | undefined>;
}

const onNew = (change: (state: ServerState) => void) => (pair: PairState) => ({
  ...pair,
  new: changed(change)(pair.new),
});
const json = { 'content-type': 'application/json' };

/** Whatever is wrong with the way to the server, or with its replies: what cannot be found out is `error`, the rest goes on. */
const troubles: Record<string, Trouble> = {
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
    says: /login of backtrace .* was refused/,
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
  'the server is down': {
    red: ofServer,
    says: /refused/,
    variables: (given) => ({ ...given, NEW_URL: 'https://new.backtrace.test:1' }),
  },
  'the login is refused': {
    red: ofSession,
    says: /incorrect|invalid|refused|error/,
    variables: (given) => ({ ...given, NEW_PASSWORD: 'not-the-password' }),
  },
  'the certificate is not trusted': {
    red: ofServer,
    failed: ['network.tls'],
    says: /NEW_CA_FILE|trusted/,
    variables: ({ NEW_CA_FILE: _, ...given }) => given,
  },
  'the certificate has another name': {
    red: ofServer,
    failed: ['network.tls'],
    says: /wrong\.example\.com/,
    variables: (given) => ({
      ...given,
      NEW_URL: given.NEW_URL?.replace('new.backtrace.test', 'wrong.example.com'),
    }),
  },
  'HTML comes instead of JSON': {
    red: ofConfiguration,
    says: /HTML|html/,
    pair: onNew(({ behaviour }) => {
      behaviour.replies = [
        {
          path: '/api/bpg',
          status: 200,
          headers: { 'content-type': 'text/html' },
          body: '<html><h1>It works!</h1></html>',
        },
      ];
    }),
  },
  'JSON is cut off': {
    red: [...ofControl, 'beyond.audit'],
    says: /\/api\/control/,
    pair: onNew(({ behaviour }) => {
      behaviour.truncated = ['/api/control'];
    }),
  },
  'an error comes with status 200': {
    red: ['data.sampling'],
    says: /engine is out to lunch/,
    pair: onNew(({ behaviour }) => {
      behaviour.replies = [
        {
          path: '/api/sampling',
          status: 200,
          headers: json,
          body: '{"error":{"code":9,"message":"engine is out to lunch"}}',
        },
      ];
    }),
  },
  'a reply never ends': {
    red: ['data.sampling'],
    says: /\/api\/sampling/,
    pair: onNew(({ behaviour }) => {
      behaviour.endless = ['/api/sampling'];
    }),
  },
  'the server answers 503': {
    red: ofControl,
    says: /503/,
    pair: onNew(({ behaviour }) => {
      behaviour.replies = [
        {
          path: '/api/control',
          status: 503,
          headers: { 'content-type': 'text/plain' },
          body: 'upstream is gone',
        },
      ];
    }),
  },
  'the server refuses to tell its limits': {
    red: [],
    says: /^$/,
    pair: onNew(({ behaviour }) => {
      const body = '{"error":{"code":5,"message":"not for you"}}';
      behaviour.replies = [{ path: '/api/limits', status: 403, headers: json, body }];
    }),
  },
  'a project is gone between listing and query': {
    red: ['data.error-counts'],
    says: /no such project/,
    pair: onNew((state) => {
      const project = rowsOf(state, 'project').find(
        (row) => row.deleted === 0 && row.name !== 'migration-probe',
      );
      state.behaviour.vanishes = [integerOf(project, 'pid')];
    }),
  },
  'the old side is empty': {
    red: ofPair,
    says: /nothing to compare/,
    pair: (pair) => ({
      ...pair,
      old: { ...pair.old, configuration: { ...pair.old.configuration, project: [] }, errors: {} },
    }),
  },
  'the old server is down': {
    red: [
      ...ofPair,
      'beyond.clock',
      'beyond.old-host-references',
      'network.listeners',
      'network.tls',
      'startup.version',
      'symbol-servers.counts',
    ],
    says: /refused/,
    variables: (given) => ({ ...given, OLD_URL: 'https://old.backtrace.test:1' }),
  },
  'one name leads to one server for both sides': {
    red: [...ofPair, 'network.listeners', 'network.tls'],
    says: /nothing to compare: OLD_URL and NEW_URL both lead to .* at 127\.0\.0\.1 port/,
    variables: (given) => ({
      ...given,
      OLD_URL: given.NEW_URL,
      OLD_PASSWORD: given.NEW_PASSWORD,
      // Another spelling of where the new server listens.
      OLD_ADDRESS: '0.0.0.0',
    }),
  },
  'both hosts are one machine': {
    red: [...ofPair, 'network.listeners', 'network.tls'],
    says: /nothing to compare: OLD_SSH and NEW_SSH lead to one machine/,
    variables: (given) => ({ ...given, OLD_SSH: given.NEW_SSH, OLD_SSH_HOST_KEY: given.NEW_SSH_HOST_KEY }),
  },
  'names hold quotes, blanks, unicode and shell metacharacters': {
    red: [],
    says: /^$/,
    pair: (pair) => ({ old: renamed(pair.old), new: renamed(pair.new) }),
  },
};

describe.each(Object.entries(troubles))('when %s', (_name, { red, failed = [], says, pair, variables }) => {
  it('only what needs it is an error, with its cause, and the run ends', { timeout: 62_000 }, async () => {
    const given = defaultPair({ seed: 3, errors: 300 });
    const run = await verify(pair ? pair(given) : given, variables);

    expect(run.problems).toEqual([]);
    expect(run.red).toEqual([...new Set(red)].sort());
    for (const id of run.red) {
      expect(run.of(id)?.status, id).toBe(failed.includes(id) ? 'failed' : 'error');
      expect(run.of(id)?.findings.join('\n'), id).toMatch(says);
    }
    expect(run.exitCode).toBe(failed.length > 0 ? 1 : red.length > 0 ? 3 : 0);
  });
});

describe('when the old host cannot be reached, and the new one has faults', () => {
  it('they are found, and what the old host would tell is noted', { timeout: 62_000 }, async () => {
    const given = defaultPair({ seed: 3, errors: 300 });
    const broken = ['log-too-many-open-files', 'storage-wrong-owner', 'disk-97-percent'].reduce(
      (state, name) => present(faults[name], `fault ${name}`).apply(state),
      given.new,
    );
    const run = await verify(
      { ...given, new: broken },
      (variables) => ({ ...variables, OLD_SSH: 'backtrace@127.0.0.1:1' }),
      undefined,
      ['startup.spec', 'storage.spec', 'disk-space.spec'],
    );

    for (const id of ['startup.logs', 'requirements.storage-path', 'requirements.disk-space']) {
      expect(run.of(id)?.status, id).toBe('failed');
      expect(JSON.stringify(run.of(id)?.notes), id).toMatch(/could not be found out: .*refused/);
    }
  });
});

describe('when SSH accepts and then says nothing', () => {
  it('host steps are errors within bounds', { timeout: 62_000 }, async () => {
    const silent = createServer(() => undefined);
    const port = await new Promise<number>((resolve) => {
      silent.listen(0, '127.0.0.1', () => resolve(Number(Object(silent.address()).port)));
    });
    const run = await verify(defaultPair({ seed: 3, errors: 300 }), (given) => ({
      ...given,
      NEW_SSH: `backtrace@127.0.0.1:${port}`,
    }));
    silent.close();

    expect(run.red).toEqual(ofHost);
    expect(run.of('startup.units')?.findings.join()).toMatch(/SSH login was not done within/);
  });
});

function strangersKey(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'stranger-')), 'key');
  writeFileSync(file, makeKeyPair().privateKey, { mode: 0o600 });
  return file;
}

/** Both sides get the same awkward names, for a project and for an attribute that is indexed in it. */
function renamed(state: ServerState): ServerState {
  return changed((copy) => {
    const project = present(
      rowsOf(copy, 'project').find((row) => row.name === 'backend'),
      'project "backend"',
    );
    const attributes = rowsOf(copy, 'attribute').filter((row) => row.project === project.pid);
    attributes.sort((a, b) => textOf(a, 'name').localeCompare(textOf(b, 'name')));
    project.name = `it's "100%"; $(reboot) \`id\` | & < > * ? \\ ☂ ../..`;
    present(attributes[0], 'attribute').name = `a'b"c;$(id) d.ü`;
  })(state);
}
