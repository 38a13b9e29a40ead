import { describe, expect, test } from 'vitest';
import type { Entry } from './entry.ts';
import { renaming } from './renamed.ts';
import { base, type Rows, take } from './testing/small-configuration.ts';

describe('a universe of another name', () => {
  const named = (universe: string, more: Rows = {}) =>
    take({ ...base(0), universe: [{ id: 1, name: universe, deleted: 0 }], ...more });
  const renamed = (entries: Entry[], from = 'acme-old') =>
    renaming(from, 'acme').configuration({ types: {}, entries }).entries;

  test('every reference is renamed, also behind another one', () => {
    const rows: Rows = {
      attribute: [{ project: 7, name: 'os', type: 'uint8' }],
      resource_override: [{ universe: 1, uid: 5, name: 'theme', value: 'dark' }],
      sso: [{ id: 1, universe: 1, entity: 'idp', settings: 'x' }],
    };
    expect(renamed(named('acme-old', rows))).toEqual(named('acme', rows));
    expect(renamed(named('a/"b"', rows), 'a/"b"')).toEqual(named('acme', rows));
  });

  test('text that only holds the word stays', () => {
    const rows: Rows = {
      users: [{ uid: 5, username: 'acme-old', universe: 1 }],
      project: [{ pid: 7, universe: 1, name: 'acme-old', owner: 5 }],
      attribute: [{ project: 7, name: 'acme-old', type: 'of acme-old/acme-old' }],
      resource_override: [{ universe: 1, uid: 5, name: 'acme-old', value: 'acme-old' }],
      widget: [{ id: 1, label: 'acme-old', size: 1 }],
    };
    expect(renamed(named('acme-old', rows))).toEqual(named('acme', rows));
  });

  test('a reference behind texts, and one under a name that nobody knows', () => {
    const gadget = (universe: string): Entry => ({
      type: 'gadget',
      key: `"a/b"/null/${universe}/p/${universe}-old/acme-old`,
      fields: { hue: 'a/b', project: `${universe}/p`, zone: 'acme-old', made_by: `${universe}/bob` },
    });
    const user = (universe: string): Entry => ({
      type: 'users',
      key: `${universe}/bob`,
      fields: { universe, username: 'bob' },
    });
    expect(renamed([user('acme-old'), gadget('acme-old')])).toEqual([
      user('acme'),
      { ...gadget('acme'), key: '"a/b"/null/acme/p/acme-old-old/acme-old' },
    ]);
  });

  test('other sections are renamed by the beginning of their keys and by their scope', () => {
    const entries = (universe: string, service: string): Entry[] => [
      { type: 'errors', key: `${universe}/p`, fields: { total: 1 } },
      { type: 'errors', key: 'alerts-2/alerts', fields: {} },
      { type: 'retention in force', key: universe, fields: {} },
      { type: 'side service', key: service, fields: {} },
      { type: 'whitelist', key: `${universe}/p/s`, fields: { scope: `${universe}/p`, items: [universe] } },
      { type: 'sampling in force', key: '(all)', fields: {}, unanswered: 'refused' },
    ];
    const found = renaming('alerts', 'acme').entries(entries('alerts', 'alerts'));
    const wanted = entries('acme', 'alerts').map((entry) =>
      entry.type === 'whitelist' ? { ...entry, fields: { ...entry.fields, items: ['alerts'] } } : entry,
    );
    expect(found).toEqual(wanted);
  });
});
