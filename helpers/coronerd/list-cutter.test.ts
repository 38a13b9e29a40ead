import { describe, expect, test } from 'vitest';
import { ListCutter } from './list-cutter.ts';

/** What is read of a text that comes in pieces of so many bytes. */
function cut(text: string, size: number, depth = 5) {
  const lists = new Map<number, unknown[]>();
  const cutter = new ListCutter(depth, (elements, list) =>
    lists.set(list, [...(lists.get(list) ?? []), ...elements]),
  );
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) cutter.push(bytes.subarray(at, at + size));
  return { lists: Object.fromEntries(lists), rest: cutter.rest.toString(), problem: cutter.problem };
}

const awkward = 'é,"]}[{\\ \u2028 ☃ \\" end\\';
const reply = {
  response: {
    symbols: [
      {
        tag: `t${awkward}`,
        files: [{ debug_file: awkward, inner: [1, [2, { a: '],' }]] }, { debug_file: 'b' }],
      },
      { files: [], tag: 'empty' },
      { other: { x: [1] }, files: [1, 'text', null, [awkward]], tag: 'last' },
    ],
  },
  note: [['not', 'cut'], awkward],
};

describe.each([
  ['without spaces', JSON.stringify(reply)],
  ['laid out', JSON.stringify(reply, null, 3)],
])('lists %s', (_, text) => {
  test.each([1, 2, 3, 7, 64, 100_000])('are the same in pieces of %i bytes', (size) => {
    const { lists, rest, problem } = cut(text, size);
    expect(problem).toBeUndefined();
    expect(lists).toEqual({
      0: reply.response.symbols[0]?.files,
      2: reply.response.symbols[2]?.files,
    });
    const frame = structuredClone(reply) as unknown as { response: { symbols: { files: unknown }[] } };
    for (const [number, group] of frame.response.symbols.entries()) group.files = [number];
    expect(JSON.parse(rest)).toEqual(frame);
  });
});

test('another depth', () => {
  const text = '{"response":{"missing_symbols":[{"a":[1,2]},{"b":2}]}}';
  expect(cut(text, 5, 3)).toEqual({
    lists: { 0: [{ a: [1, 2] }, { b: 2 }] },
    rest: '{"response":{"missing_symbols":[0]}}',
    problem: undefined,
  });
});

test('what is cut off stays open, what is no JSON stays as it is', () => {
  expect(cut('{"a":{"b":[{"c":[{"d":1},{"d":', 4).rest).toBe('{"a":{"b":[{"c":[');
  expect(cut('<html>no</html>', 4).rest).toBe('<html>no</html>');
});

test.each([
  ['a malformed element', '[[[[[{"a":1},{"b":}]]]]]', /JSON/],
  ['an element without an end', `[[[[["${'x'.repeat(2_000_000)}`, /more than 1048576 bytes in one element/],
  ['a frame without an end', `"${'x'.repeat(65 * 1024 * 1024)}`, /more than 67108864 bytes outside/],
])('%s is a problem and no exception', (_, text, said) => {
  expect(cut(text, 65_536).problem).toMatch(said);
});

test('what the reader throws is a problem, and nothing is read after it', () => {
  let calls = 0;
  const cutter = new ListCutter(1, () => {
    calls++;
    throw new Error('not so');
  });
  cutter.push(Buffer.from('[1,2'));
  cutter.push(Buffer.from(',3,4]'));
  expect([cutter.problem, calls]).toEqual(['not so', 1]);
});
