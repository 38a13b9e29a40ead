import { probeUniverse } from '../state/probe-project.ts';
import { integerOf, rowsOf } from '../state/row.ts';
import { changed, type Fault, present } from './fault.ts';
import { inThisOrder, onOneLine } from './said.ts';

/** Faults of what goes beyond the vendor's list. */
export const beyondFaults: Record<string, Fault> = {
  'audit-empty': {
    description: 'the audit log was not brought over',
    red: ['beyond.audit'],
    says: onOneLine('missing on new: ', /all \d+ entries of the day/),
    apply: changed((state) => {
      state.audit = [];
    }),
  },
  'audit-day-lost': {
    description: 'one day of the audit log was lost',
    red: ['beyond.audit'],
    says: onOneLine('missing on new: ', /all \d+ entries of the day/),
    apply: changed((state) => {
      const day = (seconds: number) => Math.floor(seconds / 86_400);
      const lost = day(present(state.audit[Math.floor(state.audit.length / 2)], 'audit log').timestamp);
      state.audit = state.audit.filter(({ timestamp }) => day(timestamp) !== lost);
    }),
  },
  'audit-entry-lost': {
    description: 'one entry of the audit log was lost',
    red: ['beyond.audit'],
    says: /\(audit log\)/,
    apply: changed((state) => {
      const [lost] = state.audit.splice(Math.floor(state.audit.length / 2), 1);
      present(lost, 'entry of the audit log');
    }),
  },
  'clock-ahead': {
    description: 'the clock of the new host is 95 s ahead',
    red: ['beyond.clock'],
    says: /clock of new host/,
    apply: changed((state) => {
      state.host.clockOffset = 95;
    }),
  },
  'project-corrupted': {
    description: 'a project is flagged corrupted',
    red: ['beyond.project-health'],
    says: /flagged corrupted/,
    apply: changed((state) => {
      const project = present(
        rowsOf(state, 'project').find((row) => row.deleted === 0),
        'project',
      );
      state.corrupted.push(integerOf(project, 'pid'));
    }),
  },
  'quota-exhausted': {
    description: 'the storage quota of a universe is exhausted, submissions are rejected',
    red: ['beyond.project-health'],
    says: /quota/,
    apply: changed((state) => {
      const universe = present(
        Object.keys(state.storage).find((name) => name !== probeUniverse),
        'second universe',
      );
      const storage = present(state.storage[universe], 'storage quota');
      Object.assign(storage, { counter: storage.limit, rejected: 12 });
    }),
  },
  'submission-limit-reached': {
    description: 'a universe has taken as many submissions as its limit allows',
    red: ['beyond.project-health'],
    also: ['beyond.configuration'],
    says: /submissions used, against its quota/,
    apply: changed((state) => {
      const row = present(rowsOf(state, 'limits')[0], 'limit of submissions');
      row.definition = '{"submissions":{"period":"month","day":1,"limit":[1,1]}}';
    }),
  },
  'max-map-count-low': {
    description: "vm.max_map_count has the kernel's default",
    red: ['beyond.kernel'],
    says: /max_map_count now/,
    apply: changed((state) => {
      state.host.maxMapCount = 65_530;
    }),
  },
  'max-map-count-not-persisted': {
    description: 'vm.max_map_count is set, but will be lost at the next boot',
    red: ['beyond.kernel'],
    says: /for the next boot/,
    apply: changed((state) => {
      delete state.host.files['/etc/sysctl.d/60-backtrace.conf'];
    }),
  },
  'saved-view-missing': {
    description: 'a saved view was not brought over',
    red: ['beyond.configuration'],
    says: inThisOrder('missing on new', 'query'),
    apply: changed((state) => {
      rowsOf(state, 'query').pop();
    }),
  },
  'scrubber-changed': {
    description: 'a data scrubber has another pattern',
    red: ['beyond.configuration'],
    says: inThisOrder('different', 'scrubber'),
    apply: changed((state) => {
      const scrubber = rowsOf(state, 'scrubber').find((row) => row.regexp !== null);
      present(scrubber, 'scrubber with a pattern').regexp = '[0-9]+';
    }),
  },
};
