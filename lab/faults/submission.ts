import type { Behaviour } from '../state/types.ts';
import { changed, type Fault, replyWith } from './fault.ts';
import { listenerOf } from './listener.ts';
import { onOneLine } from './said.ts';

function behaves(behaviour: Behaviour) {
  return changed((state) => {
    Object.assign(state.behaviour, behaviour);
  });
}

/** Nothing that is submitted is stored: every later step of the section has nothing to look at. */
const nothingStored = [
  'submission.flow',
  'submission.ids',
  'submission.query',
  'submission.compare',
  'submission.reprocess',
  'submission.symbolication',
  'symbold.download',
  'workflows.fire',
  'workflows.links',
  'workflows.ticket',
];

/** Nothing that comes after the upload can work without the symbols. */
const noSymbols = ['submission.symbolication', 'submission.flow'];

/** Faults of the section Error Submission Flow. */
export const submissionFaults: Record<string, Fault> = {
  'writer-refuses': {
    description: 'the HTTP submission listener refuses errors, the others take them',
    red: ['submission.submit'],
    also: ['submission.flow'],
    says: /writer is closed/,
    apply: changed((state) => {
      listenerOf(state, 'http/writer', 'http').refuses = { status: 503, message: 'writer is closed' };
    }),
  },
  'writer-silent': {
    description: 'the HTTP submission listener takes errors and never answers, the others do',
    red: ['submission.submit', 'submission.flow'],
    outcome: 'error',
    says: /no reply began within/,
    apply: changed((state) => {
      listenerOf(state, 'http/writer', 'http').silent = true;
    }),
  },
  'submission-token-refused': {
    description: 'submission tokens are refused',
    red: ['submission.submit', 'submission.flow'],
    also: ['submission.response', 'submission.symbol-upload', ...nothingStored],
    says: /invalid token/,
    apply: behaves({ refuseTokens: true }),
  },
  'response-error-in-200': {
    description: 'submissions are answered with status 200 and an error',
    red: ['submission.response'],
    also: ['submission.submit', 'submission.symbol-upload', ...nothingStored],
    says: /disk is read-only/,
    apply: changed((state) => {
      const reply = {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ error: { code: 7, message: 'disk is read-only' } }),
      };
      replyWith(state, { path: '/api/post', ...reply }, { path: '/post', ...reply });
    }),
  },
  'response-accepts-anything': {
    description: 'malformed errors and wrong tokens are accepted',
    red: ['submission.response'],
    says: /malformed|wrong token/,
    apply: behaves({ acceptAnything: true }),
  },
  'submission-lost': {
    description: 'accepted errors never appear',
    red: ['submission.ids', 'submission.flow'],
    also: nothingStored,
    says: /found within|did not appear/,
    apply: behaves({ loseSubmissions: true }),
  },
  'query-finds-none': {
    description: 'the query by object id finds nothing',
    red: ['submission.query'],
    also: ['submission.flow', 'submission.compare'],
    says: /expected 0|found by its id/,
    apply: behaves({ queryById: 'none' }),
  },
  'query-finds-two': {
    description: 'the query by object id finds two errors',
    red: ['submission.query'],
    also: ['submission.flow'],
    says: /errors found by its id/,
    apply: behaves({ queryById: 'two' }),
  },
  'query-finds-another': {
    description: 'the query by object id finds another error',
    red: ['submission.query'],
    also: ['submission.flow', 'submission.compare'],
    says: /mark/,
    apply: behaves({ queryById: 'another' }),
  },
  'attribute-dropped': {
    description: 'a submitted attribute is not stored',
    red: ['submission.compare'],
    also: ['submission.flow'],
    says: /attribute/,
    apply: behaves({ spoil: ['drop-attribute'] }),
  },
  'stack-truncated': {
    description: 'the callstack is stored in part',
    red: ['submission.compare'],
    also: ['submission.flow'],
    says: /callstack/,
    apply: behaves({ spoil: ['truncate-stack'] }),
  },
  'attachment-corrupted': {
    description: 'an attachment reads back with other bytes',
    red: ['submission.compare'],
    also: ['submission.flow'],
    says: /attachment/,
    apply: behaves({ spoil: ['corrupt-attachment'] }),
  },
  'symbols-never-listed': {
    description: 'an archive of symbols is accepted and never listed',
    red: ['submission.symbol-upload', 'submission.flow'],
    also: noSymbols,
    says: /symbol file migration-probe|symbols are not listed/,
    apply: behaves({ symbols: ['archive-never-listed'] }),
  },
  'symbol-archive-error': {
    description: 'an archive of symbols ends in error',
    red: ['submission.symbol-upload'],
    also: noSymbols,
    says: /errors of the archive/,
    apply: behaves({ symbols: ['archive-error'] }),
  },
  'reprocess-lost': {
    description: 'a request for reprocessing is accepted and never worked on',
    red: ['submission.reprocess', 'submission.flow'],
    also: ['submission.symbolication'],
    says: /queued/,
    apply: behaves({ symbols: ['reprocess-lost'] }),
  },
  'reprocess-progress-refused': {
    description: 'an error is not reprocessed, and the login may not see how far that is',
    red: ['submission.reprocess', 'submission.flow'],
    also: ['submission.symbolication'],
    outcome: 'error',
    says: onOneLine('could not be found out: the error did not change, and ', 'permission denied'),
    apply: behaves({ symbols: ['reprocess-lost', 'progress-refused'] }),
  },
  'reprocess-wrong-object': {
    description: 'another error is reprocessed than the one asked for',
    red: ['submission.reprocess'],
    also: ['submission.symbolication', 'submission.flow'],
    says: /nobody asked to reprocess/,
    apply: behaves({ symbols: ['reprocess-wrong-object'] }),
  },
  'dump-taken-for-duplicate': {
    description: 'a second minidump of the same program is taken for a duplicate and dropped',
    red: ['submission.reprocess'],
    outcome: 'error',
    says: /second minidump was accepted and never found/,
    apply: behaves({ symbols: ['dump-taken-for-duplicate'] }),
  },
  'frames-stay-addresses': {
    description: 'frames stay addresses although the symbols are there',
    red: ['submission.symbolication', 'submission.flow'],
    says: onOneLine('expected probe::crash(int*)', 'received 0x'),
    apply: behaves({ symbols: ['frames-stay-addresses'] }),
  },
  'wrong-function': {
    description: 'frames get the name of the wrong function',
    red: ['submission.symbolication', 'submission.flow'],
    says: /frame 0: expected probe::crash/,
    apply: behaves({ symbols: ['wrong-function'] }),
  },
};
