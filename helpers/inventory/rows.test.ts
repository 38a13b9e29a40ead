import { describe, expect, test } from 'vitest';
import type { BpgRow, BpgSchema } from '../coronerd/bpg.ts';
import { difference } from './difference.ts';
import { entriesOf } from './rows.ts';
import { base, integer, type Rows, take, text } from './testing/small-configuration.ts';

describe('what two servers need not share makes no difference', () => {
  test('ids, and references to them', () => {
    const rows = (shift: number): Rows => ({
      ...base(shift),
      attribute: [{ project: 7 + shift, name: "it's é", type: 'uint8' }],
      widget: [{ id: 3 + shift, label: 'w', size: '4' }],
    });
    expect(difference(take(rows(0)), take(rows(100)))).toEqual([]);
    expect(take(rows(0)).find(({ type }) => type === 'attribute')).toEqual({
      type: 'attribute',
      key: 'main/"a/\\"b\\" $(x)"/it\'s é',
      fields: { project: 'main/"a/\\"b\\" $(x)"', name: "it's é", type: 'uint8' },
    });
  });

  test.each<[string, string, BpgRow, BpgRow]>([
    [
      'retention',
      'project_retention',
      {
        project: 7,
        rules:
          '[{"criteria":[{"type":"object-age","op":"at-least","value":3600}],"actions":[{"type":"delete-all"}]}]',
      },
      {
        project: 7,
        rules:
          '[ {"actions":[{"subsets":[],"type":"delete-all"}],"criteria":[{"op":"at-least","time":"3600","type":"object-age"}],"next_object":{"id":1}} ]',
      },
    ],
    [
      'sampling',
      'project_sampling',
      { project: 7, disabled: 0, configuration: '{"type":"backoff","backoffs":[]}' },
      {
        project: 7,
        disabled: '0',
        configuration:
          '{"backoffs":[],"type":"backoff","reset_interval":86400,"buckets":512,"missing_symbols":{"process_private":true}}',
      },
    ],
    [
      'capabilities',
      'api_token',
      { id: 'x', project: 7, capabilities: 'error:post query:post', metadata: null },
      { id: 'x', project: 7, capabilities: ' query:post  error:post' },
    ],
    ['number as text', 'widget', { id: 1, label: 'w', size: 4 }, { id: 2, label: 'w', size: '4' }],
    [
      'password',
      'users',
      { uid: 5, username: 'bob', universe: 1, password: '61' },
      { uid: 5, username: 'bob', universe: 1, password: '62' },
    ],
    ['listener', 'listener', { id: 1, port: 6097 }, { id: 1, port: 7000 }],
    [
      'last project',
      'resource_override',
      { universe: 1, uid: 5, name: 'last_project_pid', value: '1' },
      { universe: 1, uid: 5, name: 'last_project_pid', value: '2' },
    ],
  ])('%s', (_, type, one, other) => {
    expect(difference(take({ ...base(0), [type]: [one] }), take({ ...base(0), [type]: [other] }))).toEqual(
      [],
    );
  });
});

describe('what they must share does', () => {
  test.each<[string, string, BpgRow, BpgRow, string]>([
    [
      'retention',
      'project_retention',
      {
        project: 7,
        rules:
          '[{"criteria":[{"type":"object-age","op":"at-least","time":"3600"}],"actions":[{"type":"delete-all"}]}]',
      },
      {
        project: 7,
        rules:
          '[{"criteria":[{"type":"object-age","op":"at-least","time":"36"}],"actions":[{"type":"delete-all"}]}]',
      },
      'rules[0].criteria[0].time',
    ],
    [
      'retention subsets',
      'project_retention',
      { project: 7, rules: '[{"criteria":[],"actions":[{"type":"delete-all"}]}]' },
      { project: 7, rules: '[{"criteria":[],"actions":[{"type":"delete-all","subsets":["physical"]}]}]' },
      'rules[0].actions[0].subsets[0]',
    ],
    [
      'sampling',
      'project_sampling',
      { project: 7, configuration: '{}' },
      { project: 7, configuration: '{"buckets":1}' },
      'configuration.buckets',
    ],
    [
      'capability',
      'api_token',
      { id: 'x', project: 7, capabilities: 'error:post query:post' },
      { id: 'x', project: 7, capabilities: 'error:post' },
      'capabilities[1]',
    ],
    [
      'dangling owner',
      'project',
      { pid: 7, universe: 1, name: 'p', owner: 5 },
      { pid: 7, universe: 1, name: 'p', owner: 99 },
      'owner',
    ],
    [
      'nested name that needs quotes',
      'api_token',
      { id: 'x', metadata: '{"a b":{"c":1}}' },
      { id: 'x', metadata: '{"a b":{"c":2}}' },
      'metadata["a b"].c',
    ],
  ])('%s', (_, type, one, other, field) => {
    const found = difference(take({ ...base(0), [type]: [one] }), take({ ...base(0), [type]: [other] }));
    expect(found.map((each) => [each.kind, each.type, each.field])).toEqual([['different', type, field]]);
  });

  test('a dangling reference says what it refers to', () => {
    const [, , entry] = take({ ...base(0), project: [{ pid: 7, universe: 1, name: 'p', owner: 99 }] });
    expect(entry?.fields.owner).toBe('dangling users #99');
  });

  test('a type that could not be read makes no reference dangle', () => {
    const { users: _, ...rest } = base(0);
    const { users: __, ...other } = base(50);
    expect(difference(take(rest), take(other))).toEqual([]);
  });
});

test('a type that nobody knows is named by its unique fields, else by its texts', () => {
  const unknown: BpgSchema = {
    gadget: { id: integer('primary', 'autoincrement'), title: text(), size: integer(), doc: text() },
    circle: { name: text(), other: integer('references circle(id)'), id: integer('autoincrement') },
  };
  const [gadget, one] = entriesOf(
    new Map<string, BpgRow[]>([
      ['gadget', [{ id: 1, title: 'x', size: 2, doc: '{"a":1}' }]],
      [
        'circle',
        [
          { id: 1, name: 'a', other: 2 },
          { id: 2, name: 'b', other: 1 },
        ],
      ],
    ]),
    unknown,
  );
  expect(gadget).toEqual({ type: 'gadget', key: 'x', fields: { title: 'x', size: 2, doc: { a: 1 } } });
  expect(one?.key).toContain('a');
});
