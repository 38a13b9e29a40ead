import { cutoff } from '../state/cutoff.ts';
import { probeProject } from '../state/probe-project.ts';
import { integerOf, rowsOf, textOf } from '../state/row.ts';
import type { Row, ServerState } from '../state/types.ts';
import { changed, type Fault, present } from './fault.ts';
import { inThisOrder } from './said.ts';

/** The live project with the most errors. */
function busiest(state: ServerState): { pid: number; name: string } {
  const projects = rowsOf(state, 'project').filter((row) => row.deleted === 0);
  const counted = projects.map((row) => ({ row, count: state.errors[integerOf(row, 'pid')]?.length ?? 0 }));
  const { row } = present(counted.sort((a, b) => b.count - a.count)[0], 'project');
  return { pid: integerOf(row, 'pid'), name: textOf(row, 'name') };
}

function firstRow(state: ServerState, type: string, where: (row: Row) => boolean = () => true): Row {
  return present(rowsOf(state, type).find(where), `row of ${type} to break`);
}

function removeRow(state: ServerState, type: string, row: Row): void {
  state.configuration[type] = rowsOf(state, type).filter((each) => each !== row);
}

/** Faults of the section Data. */
export const dataFaults: Record<string, Fault> = {
  'project-missing': {
    description: 'a project was not brought over',
    red: ['data.projects'],
    also: [
      'symbols.uploaded',
      'symbols.missing',
      'symbol-servers.present',
      'symbol-servers.lists',
      'data.tokens',
      'data.error-counts',
      'data.attributes',
      'data.deduplication',
      'data.retention',
      'data.sampling',
      'beyond.configuration',
      'login.accounts',
      'workflows.configuration',
    ],
    says: /missing on new/,
    apply: changed((state) => {
      const { pid } = busiest(state);
      for (const [type, rows] of Object.entries(state.configuration)) {
        state.configuration[type] = rows.filter((row) =>
          type === 'project' ? row.pid !== pid : row.project !== pid,
        );
      }
      delete state.errors[pid];
    }),
  },
  'project-extra': {
    description: 'the new server has a project that the old one has not',
    red: ['data.projects'],
    says: /extra on new/,
    apply: changed((state) => {
      const projects = rowsOf(state, 'project');
      const pid = Math.max(...projects.map((row) => integerOf(row, 'pid'))) + 1;
      projects.push({ ...present(projects[0], 'project'), pid, name: 'left over from a trial', deleted: 0 });
      state.errors[pid] = [];
    }),
  },
  'project-deleted': {
    description: 'a project is flagged deleted on the new server',
    red: ['data.projects'],
    also: [
      'symbols.uploaded',
      'symbols.missing',
      'symbol-servers.present',
      'symbol-servers.lists',
      'data.error-counts',
      'data.retention',
      'data.sampling',
      'workflows.configuration',
    ],
    says: inThisOrder('different', 'deleted'),
    apply: changed((state) => {
      const { pid } = busiest(state);
      firstRow(state, 'project', (row) => row.pid === pid).deleted = 1;
    }),
  },
  'token-changed': {
    description: 'a submission token has another value on the new server',
    red: ['data.tokens'],
    says: /missing on new/,
    apply: changed((state) => {
      const token = firstRow(state, 'api_token', (row) => !isOfProbe(state, row));
      token.id = textOf(token, 'id').split('').reverse().join('');
    }),
  },
  'token-capability-lost': {
    description: 'a token lost a capability',
    red: ['data.tokens'],
    says: /capabilities/,
    apply: changed((state) => {
      const token = firstRow(
        state,
        'api_token',
        (row) => textOf(row, 'capabilities').includes(' ') && !isOfProbe(state, row),
      );
      token.capabilities = textOf(token, 'capabilities').split(' ').slice(1).join(' ');
    }),
  },
  'error-lost': {
    description: 'one error among thousands was lost',
    red: ['data.error-counts'],
    says: /missing on new/,
    apply: changed((state) => {
      const errors = present(state.errors[busiest(state).pid], 'errors');
      const last = errors.findLastIndex(({ timestamp }) => timestamp <= cutoff);
      errors.splice(Math.floor(last / 2), 1);
    }),
  },
  'day-lost': {
    description: 'a whole day of errors was lost',
    red: ['data.error-counts'],
    says: inThisOrder('missing on new', /\d{4}-\d\d-\d\d/),
    apply: changed((state) => {
      const { pid } = busiest(state);
      const errors = present(state.errors[pid], 'errors');
      const day = Math.floor(present(errors[Math.floor(errors.length / 3)], 'error').timestamp / 86_400);
      state.errors[pid] = errors.filter(({ timestamp }) => Math.floor(timestamp / 86_400) !== day);
    }),
  },
  'errors-duplicated': {
    description: 'some errors were imported twice',
    red: ['data.error-counts'],
    says: /extra on new/,
    apply: changed((state) => {
      const errors = present(state.errors[busiest(state).pid], 'errors');
      const highest = Math.max(...errors.map(({ id }) => id));
      const twice = errors
        .slice(0, 3)
        .map((error, index) => ({ ...structuredClone(error), id: highest + 1 + index }));
      errors.push(...twice);
    }),
  },
  'attribute-missing': {
    description: 'an attribute index was not brought over',
    red: ['data.attributes'],
    says: /missing on new/,
    apply: changed((state) => removeRow(state, 'attribute', firstRow(state, 'attribute'))),
  },
  'attribute-type-changed': {
    description: 'an attribute index has another type',
    red: ['data.attributes'],
    says: inThisOrder('different', 'type'),
    apply: changed((state) => {
      firstRow(state, 'attribute', (row) => row.type === 'dictionary').type = 'uint64';
    }),
  },
  'deduplication-order-swapped': {
    description: 'two deduplication rules changed places',
    red: ['data.deduplication'],
    says: inThisOrder('different', 'priority'),
    apply: changed((state) => {
      const first = firstRow(state, 'deduplication');
      const second = firstRow(
        state,
        'deduplication',
        (row) => row.project === first.project && row !== first,
      );
      [first.priority, second.priority] = [second.priority ?? null, first.priority ?? null];
    }),
  },
  'deduplication-disabled': {
    description: 'a deduplication rule is disabled',
    red: ['data.deduplication'],
    says: inThisOrder('different', 'enabled'),
    apply: changed((state) => {
      firstRow(state, 'deduplication', (row) => row.enabled === 1).enabled = 0;
    }),
  },
  'retention-shorter': {
    description: 'errors of a project are kept for a shorter time',
    red: ['data.retention'],
    says: inThisOrder('different', 'rules'),
    apply: changed((state) => {
      const row = firstRow(state, 'project_retention', (each) =>
        textOf(each, 'rules').includes('"delete-all"'),
      );
      row.rules = textOf(row, 'rules').replace(
        /"time":"(\d+)"/,
        (_, seconds) => `"time":"${Number(seconds) - 86_400}"`,
      );
    }),
  },
  'retention-not-running': {
    description: 'a retention policy is stored, but not installed',
    red: ['data.retention'],
    says: /installed/,
    apply: changed((state) => {
      const row = firstRow(state, 'project_retention', (each) => isLive(state, each));
      state.retentionNotInstalled.push(integerOf(row, 'project'));
    }),
  },
  'sampling-backoff-changed': {
    description: 'sampling of a project backs off otherwise',
    red: ['data.sampling'],
    says: inThisOrder('different', 'backoffs'),
    apply: changed((state) => {
      const row = firstRow(
        state,
        'project_sampling',
        (each) => textOf(each, 'configuration').includes('"interval"') && isLive(state, each),
      );
      row.configuration = textOf(row, 'configuration').replace(/"interval":3600/, '"interval":60');
    }),
  },
  'sampling-disabled': {
    description: 'sampling of a project is switched off',
    red: ['data.sampling'],
    says: inThisOrder('different', 'disabled'),
    apply: changed((state) => {
      firstRow(state, 'project_sampling', (row) => row.disabled === 0 && isLive(state, row)).disabled = 1;
    }),
  },
};

function isOfProbe(state: ServerState, row: Row): boolean {
  return rowsOf(state, 'project').some(
    (project) => project.pid === row.project && project.name === probeProject,
  );
}

function isLive(state: ServerState, row: Row): boolean {
  return rowsOf(state, 'project').some((project) => project.pid === row.project && project.deleted === 0);
}
