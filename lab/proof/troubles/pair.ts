import { changed, present } from '../../faults/fault.ts';
import { onOneLine } from '../../faults/said.ts';
import { rowsOf, textOf } from '../../state/row.ts';
import type { ServerState } from '../../state/types.ts';
import { ofPair } from '../dependents.ts';
import type { Trouble } from './trouble.ts';

/** What is wrong with the old side, or odd on both. */
export const pairTroubles: Record<string, Trouble> = {
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
    says: onOneLine('nothing to compare: OLD_URL and NEW_URL both lead to ', ' at 127.0.0.1 port'),
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
