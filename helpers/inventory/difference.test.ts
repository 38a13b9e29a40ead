import { describe, expect, test } from 'vitest';
import { difference, show } from './difference.ts';
import { canonical, type Entry, keyOf, type Plain, unansweredIn } from './entry.ts';
import { sameButForNames, withoutHostNames } from './host-names.ts';

const entry = (type: string, key: string, fields: Record<string, Plain> = {}): Entry => ({
  type,
  key,
  fields,
});

test('kinds, order and values', () => {
  const old = [
    entry('b', 'x', { n: 1, list: [1, 2] }),
    entry('a', 'gone'),
    entry('a', 'same', { v: { k: 1, l: 2 } }),
  ];
  const fresh = [
    entry('a', 'same', { v: { l: 2, k: 1 } }),
    entry('a', 'added'),
    entry('b', 'x', { n: 2, list: [1] }),
  ];
  const found = difference(old, fresh);
  expect(found).toEqual([
    { kind: 'extra on new', type: 'a', key: 'added' },
    { kind: 'missing on new', type: 'a', key: 'gone' },
    { kind: 'different', type: 'b', key: 'x', field: 'list[1]', old: '2', new: undefined },
    { kind: 'different', type: 'b', key: 'x', field: 'n', old: '1', new: '2' },
  ]);
  expect(difference([...old].reverse(), [...fresh].reverse())).toEqual(found);
  expect(show(found, 3)).toEqual([
    'extra on new: added (a)',
    'missing on new: gone (a)',
    'different: x (b), list[1]: old 2, new nothing',
    'at least 1 more',
  ]);
});

test('things of the same name are compared as a multiset', () => {
  const many = (...values: number[]) => values.map((n) => entry('report', 'main/p/weekly', { n }));
  expect(difference(many(1, 2, 2), many(2, 1, 2))).toEqual([]);
  expect(difference(many(1, 2, 2), many(2, 1))).toEqual([
    { kind: 'missing on new', type: 'report', key: 'main/p/weekly' },
  ]);
  expect(difference(many(1, 2), many(2, 3)).map(({ kind, old, new: fresh }) => [kind, old, fresh])).toEqual([
    ['different', '1', '3'],
  ]);
});

test('what is only named by a digest is described', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const found = difference([entry('api_token', digest, { id: digest, project: 'main/p' })], []);
  expect(show(found)).toEqual([`missing on new: ${digest} (api_token): {"project":"main/p"}`]);
});

test('only, except, known and limit', () => {
  const old = [entry('a', '1', { x: 1, y: 1 }), entry('b', '1'), entry('c', '1')];
  const fresh = [entry('a', '1', { x: 1, y: 2, z: 3 }), entry('d', '1')];
  const types = (options: Parameters<typeof difference>[2]) =>
    difference(old, fresh, options).map(({ type, field }) => field ?? type);
  expect(types({ only: ['b'] })).toEqual(['b']);
  expect(types({ except: ['a', 'b'] })).toEqual(['c', 'd']);
  expect(types({ known: { a: ['x'], b: [], c: [] } })).toEqual(['b', 'c']);
  expect(types({ limit: 1 })).toHaveLength(1);
});

test('what could not be found out is neither missing nor different, and is told', () => {
  const old = [entry('errors', 'p', { total: 1 }), entry('sampling', 'q')];
  const fresh: Entry[] = [
    { ...entry('errors', 'p'), unanswered: 'no such project' },
    { ...entry('sampling', '(all)'), unanswered: 'refused' },
  ];
  expect(difference(old, fresh)).toEqual([]);
  expect(unansweredIn(fresh)).toEqual(['errors p: no such project', 'sampling (all): refused']);
});

test('long values are shortened and shown without secrets', () => {
  const [found] = difference(
    [entry('a', '1', { text: 'x'.repeat(500) })],
    [entry('a', '1', { text: 'password=hunter2' })],
  );
  expect(found?.old?.length).toBeLessThanOrEqual(120);
  expect(found?.new).toBe('"password=[redacted]"');
});

test('different names never give the same key', () => {
  expect(keyOf(['a/b', 'c'])).not.toBe(keyOf(['a', 'b/c']));
  expect(keyOf(['a"/"b', 'c'])).not.toBe(keyOf(['a', 'b/c']));
  expect(keyOf(['', 'a'])).not.toBe(keyOf(['a', '']));
});

test('canonical text does not depend on the order of keys, and tells __proto__ and text from numbers', () => {
  expect(canonical({ b: 1, a: [{ d: 1, c: 2 }] })).toBe(canonical({ a: [{ c: 2, d: 1 }], b: 1 }));
  expect(canonical({ a: '1' })).not.toBe(canonical({ a: 1 }));
  expect(canonical(JSON.parse('{"__proto__":1}'))).not.toBe(canonical({}));
});

describe("a server's own name", () => {
  const same = sameButForNames(
    ['old.example', 'old.example:443'],
    ['new.example', 'new.example:8443', '10.0.0.5'],
  );
  test.each([
    ['https://old.example/api', 'https://new.example/api', true],
    ['https://old.example:443/api', 'https://new.example:8443/api', true],
    ['tenant.old.example', 'tenant.NEW.example', true],
    ['old.example', '10.0.0.5', true],
    ['https://old.example/api', 'https://old.example/api2', false],
    ['https://old.example/a', 'https://new.example/b', false],
    ['old.example.com', 'new.example.com', false],
    ['very-old.example', 'very-new.example', false],
    ['x', 'y', false],
  ])('%s and %s: %s', (one, other, expected) => {
    expect(same(one, other)).toBe(expected);
  });

  test('a name of one word counts only in URLs', () => {
    const rewrite = withoutHostNames(['backtrace']);
    expect(rewrite('backtrace-nginx and backtrace')).toBe('backtrace-nginx and backtrace');
    expect(rewrite('https://u:p@backtrace/x')).toBe('https://u:p@{server}/x');
  });

  test('equal through and through', () => {
    const old = [entry('a', '1', { url: 'https://old.example/', mail: 'ops@old.example' })];
    const fresh = [entry('a', '1', { url: 'https://new.example/', mail: 'ops@old.example' })];
    const hosts = { old: ['old.example'], new: ['new.example'] };
    expect(difference(old, fresh, { hosts })).toEqual([]);
    expect(
      difference(old, [entry('a', '1', { url: 'https://old.example/x', mail: 'ops@old.example' })], {
        hosts,
      }),
    ).toHaveLength(1);
    const twice = (name: string) => [entry('a', '1', { url: name }), entry('a', '1', { url: 'other' })];
    expect(difference(twice('old.example'), twice('new.example'), { hosts })).toEqual([]);
  });
});

// Where each were compared with each, it would not end within the test's bound.
test('many entries are compared', () => {
  const many = (shift: number) =>
    Array.from({ length: 100_000 }, (_, index) =>
      entry('symbol', `main/p/${(index * 7919) % 100_000}`, { size: index === 5 ? shift : index }),
    );
  expect(difference(many(0), many(1)).map(({ key }) => key)).toEqual(['main/p/39595']);
  const alike = (n: number) => Array.from({ length: 50_000 }, () => entry('a', 'same', { n }));
  expect(difference(alike(1), alike(2), { limit: 30 })).toHaveLength(30);
});

describe("keys that hold a server's own name", () => {
  const hosts = { old: ['old.example', 'old.example:443'], new: ['new.example', 'new.example:443'] };
  const hook = (url: string, tries = 1) => entry('hook', keyOf(['main', url]), { url, tries });

  test('are paired, and what else differs is told', () => {
    const old = [hook('https://old.example/cb'), hook('https://old.example/same', 2), entry('hook', 'mail')];
    const fresh = [
      hook('https://new.example/cb'),
      hook('https://new.example/same', 2),
      entry('hook', 'mail'),
    ];
    expect(difference(old, fresh, { hosts })).toEqual([]);
    expect(difference(old, fresh)).toHaveLength(4);
    const other = [hook('https://new.example/cb', 9), hook('https://new.example/other', 2), old[2] as Entry];
    expect(show(difference(old, other, { hosts }))).toEqual([
      'extra on new: main/"https://new.example/other" (hook)',
      'different: main/"https://old.example/cb" (hook), tries: old 1, new 9',
      'missing on new: main/"https://old.example/same" (hook)',
    ]);
  });

  test('are paired once each, within their type, after those that are the same', () => {
    const one = [hook('https://new.example/cb')];
    const two = [hook('https://old.example/cb'), hook('https://old.example:443/cb')];
    const kinds = (old: Entry[], fresh: Entry[]) =>
      difference(old, fresh, { hosts }).map(({ kind, key }) => `${kind}: ${key}`);
    expect(kinds(two, one)).toEqual(['missing on new: main/"https://old.example:443/cb"']);
    expect(kinds(two, [...one, ...one, ...one])).toEqual(['extra on new: main/"https://new.example/cb"']);
    expect(kinds([...one, ...two.slice(0, 1)], one)).toEqual([
      'missing on new: main/"https://old.example/cb"',
    ]);
    const [first] = two as [Entry];
    expect(kinds([{ ...first, type: 'mail' }], one)).toHaveLength(2);
    expect(kinds([first], [{ ...(one[0] as Entry), unanswered: 'refused' }])).toHaveLength(1);
  });
});
