import { describe, expect, it } from 'vitest';
import type { Entry, Plain } from './entry.ts';
import { type Retention, retentionFindings } from './retention-findings.ts';

const rule = (time: number): Plain => [
  {
    criteria: [{ type: 'object-age', op: 'at-least', time }],
    actions: [{ type: 'delete-all', subsets: ['all'] }],
  },
];
const row = (type: string, key: string, rules: Plain): Entry => ({ type, key, fields: { rules } });
const node = (key: string, state: string, rules: Plain = []): Entry => ({
  type: 'retention in force',
  key,
  fields: { state, rules },
});
const project = (name: string, deleted = false) => ({ universe: 'acme', name, pid: 1, deleted });

function side(more: Partial<Retention> = {}): Retention {
  return {
    configured: [row('project_retention', 'acme/shop', rule(60)), row('instance_retention', '', rule(90))],
    inForce: [
      node('(instance)', 'installed', rule(90)),
      node('acme', 'not installed'),
      node('acme/shop', 'installed', rule(60)),
    ],
    projects: [project('shop')],
    ...more,
  };
}

const nothing = { findings: [], notes: [], unanswered: [] };
const without = (key: string, ...instead: Entry[]) => [
  ...side().inForce.filter((each) => each.key !== key),
  ...instead,
];

describe('retention in force', () => {
  it('is right where what is configured is installed, as on the old server', () => {
    expect(retentionFindings(side(), side())).toEqual(nothing);
  });

  it.each([
    ['of a project', 'acme/shop'],
    ['of the instance', '(instance)'],
  ])(
    'is wrong where rules %s are not installed, also where they were not on the old server',
    (_what, key) => {
      const idle = side({ inForce: without(key, node(key, 'not installed')) });
      expect(retentionFindings(idle, idle).findings).toEqual([
        `${key}: rules are configured on new, but not installed`,
      ]);
      expect(retentionFindings(side(), idle).findings.join('\n')).toMatch(
        /different: .*, state: old "installed"/,
      );
    },
  );

  it('is wrong where other rules are installed than configured', () => {
    const stale = side({ inForce: without('acme/shop', node('acme/shop', 'installed', rule(7))) });
    const bare = side({ inForce: without('acme/shop') });
    expect(retentionFindings({ ...bare, projects: [] }, stale).findings).toHaveLength(1);
  });

  it('is not judged by a form of rules that the old server has as well', () => {
    const other = side({ inForce: without('acme/shop', node('acme/shop', 'installed', [{ type: 'odd' }])) });
    const { findings, notes } = retentionFindings(other, other);
    expect(findings).toEqual([]);
    expect(notes.join()).toMatch(/acme\/shop: rules are told in another form/);
  });

  it('is wrong where it is in force on the new server only, unless the project is new', () => {
    const configured = [...side().configured, row('project_retention', 'acme/more', rule(5))];
    const extra = side({
      configured,
      inForce: [...side().inForce, node('acme/more', 'installed', rule(5))],
      projects: [project('shop'), project('more')],
    });
    expect(retentionFindings(side(), extra)).toEqual(nothing);
    const old = side({ projects: [project('shop'), project('more')] });
    expect(retentionFindings(old, extra).findings.join()).toMatch(/^extra on new: acme\/more/);
  });

  it('of a deleted project, or of one without rules, need not be installed', () => {
    const configured = [
      ...side().configured,
      row('project_retention', 'acme/gone', rule(5)),
      row('universe_retention', 'acme', []),
    ];
    const both = side({ configured, projects: [project('shop'), project('gone', true)] });
    expect(retentionFindings(both, both)).toEqual(nothing);
  });

  it('is not known where the status tells nothing of a scope with rules', () => {
    const both = side({ inForce: without('acme/shop') });
    expect(retentionFindings(both, both).unanswered).toEqual([
      'acme/shop: rules are configured, rpstatus does not tell of it',
    ]);
  });
});
