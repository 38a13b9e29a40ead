import { cutoff } from '../state/cutoff.ts';
import { probeProject } from '../state/probe-project.ts';
import type { ServerState, SymbolServer } from '../state/types.ts';
import { changed, type Fault, present } from './fault.ts';
import { inThisOrder, onOneLine } from './said.ts';

/** The longest of these lists; of symbols, the one with the most to lose. */
function longest<T>(lists: Record<string, T[]>, what: string): T[] {
  const sorted = Object.values(lists).sort((one, other) => other.length - one.length);
  return present(sorted[0]?.length ? sorted[0] : undefined, what);
}

/** The symbol server of a project that is not the probe's, with the most of this list. */
function serverWith(state: ServerState, list: 'whitelist' | 'blacklist' | 'skiplist'): SymbolServer {
  const servers = state.symbolServers.filter(({ project }) => project !== null && project !== probeProject);
  return present(
    servers.sort((one, other) => other[list].length - one[list].length).find((each) => each[list].length > 0),
    `symbol server of a project with a ${list}`,
  );
}

/** Faults of the section Symbolification that come to light between the old and the new server. */
export const symbolFaults: Record<string, Fault> = {
  'symbol-missing': {
    description: 'one symbol file was not brought over',
    red: ['symbols.uploaded'],
    says: onOneLine(/missing on new: \S+ \w+ \(tag /, /\(old (\d+), new \d+\)$/),
    apply: changed((state) => {
      const files = longest(state.symbols, 'symbols');
      files.splice(Math.floor(files.length / 2), 1);
    }),
  },
  'symbol-other-id': {
    description: 'a symbol file has another debug id, the count being the same',
    red: ['symbols.uploaded'],
    says: inThisOrder('missing on new', 'extra on new'),
    apply: changed((state) => {
      const files = longest(state.symbols, 'symbols');
      const file = present(
        files.find(({ uploadedAt }) => uploadedAt <= cutoff),
        'symbol file with its old time',
      );
      file.debugIdentifier = `${file.debugIdentifier.slice(1)}${file.debugIdentifier.slice(0, 1)}`;
    }),
  },
  'symbol-truncated': {
    description: 'a symbol file was imported again, and cut off',
    red: ['symbols.uploaded'],
    says: onOneLine('different: ', /, size: old \d+, new \d+ \(uploaded there after the cutoff\)/),
    apply: changed((state) => {
      const file = present(
        Object.values(state.symbols)
          .flat()
          .find(({ uploadedAt }) => uploadedAt > cutoff),
        'symbol file that was imported again',
      );
      file.size = Math.floor(file.size / 2);
    }),
  },
  'more-symbols-missing': {
    description: 'errors of before the cutoff miss a symbol that they did not miss on the old server',
    red: ['symbols.missing'],
    says: /extra on new: lost\.pdb/,
    apply: changed((state) => {
      const missing = longest(state.missingSymbols, 'missing symbols');
      missing.push({ debugFile: 'lost.pdb', debugId: `${'AB'.repeat(16)}1`, timestamp: cutoff - 3_600 });
    }),
  },
  'missing-symbol-forgotten': {
    description: 'a missing symbol is not listed any more, though nobody has uploaded it',
    red: ['symbols.missing'],
    says: /missing on new: /,
    apply: changed((state) => {
      const missing = longest(state.missingSymbols, 'missing symbols');
      const index = missing.findIndex(({ timestamp }) => timestamp <= cutoff);
      missing.splice(Math.max(0, index), 1);
    }),
  },
  'symbol-server-missing': {
    description: 'a custom symbol server was not brought over',
    red: ['symbol-servers.present'],
    also: ['symbol-servers.lists'],
    says: onOneLine('missing on new: ', '(symbol server)'),
    apply: changed((state) => {
      const gone = serverWith(state, 'blacklist');
      state.symbolServers = state.symbolServers.filter((server) => server !== gone);
    }),
  },
  'symbol-server-disabled': {
    description: 'a custom symbol server is disabled',
    red: ['symbol-servers.present'],
    says: onOneLine('different: ', ', enabled: old true, new false'),
    apply: changed((state) => {
      serverWith(state, 'blacklist').enabled = false;
    }),
  },
  'symbol-server-other-url': {
    description: 'a custom symbol server has another URL',
    red: ['symbol-servers.present'],
    says: onOneLine('different: ', ', url: '),
    apply: changed((state) => {
      serverWith(state, 'whitelist').url = 'https://acme-symbols-2.s3.test';
    }),
  },
  'symbol-server-retries-changed': {
    description: 'a custom symbol server gives up after another number of tries',
    red: ['symbol-servers.present'],
    says: onOneLine('different: ', ', retry limit: old 2, new 9'),
    apply: changed((state) => {
      serverWith(state, 'blacklist').retryLimit = 9;
    }),
  },
  'symbol-server-enabled-not-told': {
    description: 'this version of symbold does not tell whether a symbol server is enabled',
    red: ['symbol-servers.present'],
    outcome: 'error',
    says: /symbol server \(all\), enabled: no row of the new server tells it/,
    apply: changed((state) => {
      state.behaviour.symboldFields = { ...state.behaviour.symboldFields, enabled: 'activity' };
    }),
  },
  'whitelist-item-lost': {
    description: 'an item on the third page of a whitelist was lost',
    red: ['symbol-servers.lists'],
    says: onOneLine('missing on new: ', ' in the whitelist of ', / \(old (\d+), new \d+\)/),
    apply: changed((state) => {
      const { whitelist } = serverWith(state, 'whitelist');
      present(whitelist[222], 'item on the third page of a whitelist');
      whitelist.splice(222, 1);
    }),
  },
  'blacklist-empty': {
    description: 'the blacklist of a symbol server is empty',
    red: ['symbol-servers.lists'],
    says: onOneLine('missing on new: ', ' in the blacklist of ', ' new 0)'),
    apply: changed((state) => {
      serverWith(state, 'blacklist').blacklist = [];
    }),
  },
  'skiplist-empty': {
    description: 'the skiplist of a symbol server is empty where the old one is fresh',
    red: ['symbol-servers.lists'],
    says: /skiplist empty where the old one is fresh/,
    apply: changed((state) => {
      serverWith(state, 'skiplist').skiplist = [];
    }),
  },
  'skiplist-of-tests-only': {
    description: 'the skiplist of a symbol server is empty but for what earlier test errors left there',
    red: ['symbol-servers.lists'],
    says: /skiplist empty where the old one is fresh: acme\/migration-probe\/Acme symbol store/,
    apply: changed((state) => {
      const own = present(
        state.symbolServers.find(({ project, skiplist }) => project === probeProject && skiplist.length > 0),
        `symbol server of ${probeProject} with a skiplist`,
      );
      own.skiplist = [{ id: 1, name: `migration-probe,${'AB'.repeat(16)}0`, addedAt: -60 }];
    }),
  },
};
