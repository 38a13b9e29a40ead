import { expect, it } from 'vitest';
import { frameDifferences } from './frame-differences.ts';

const expected = [
  { address: '0x1', function: 'run(std::string const&)', file: '/build/run.cc', line: 9 },
  { address: '0x2', function: 'trampoline', file: null, line: null },
];
const frame = (name: string | null, file: string | null, line: number | null) =>
  ({ function: name, file, line, address: '0xff' }) as const;
const stored = (...frames: ReturnType<typeof frame>[]) => ({ frames, missingSymbols: 0 });

it('lets white space and the folder of a file be written otherwise', () => {
  const read = stored(
    frame('run( std::string const & )', 'C:\\b\\run.cc', 9),
    frame('trampoline', null, null),
  );
  expect(frameDifferences(read, expected)).toEqual([]);
});

it.each([
  ['the function', frame('walk()', '/build/run.cc', 9)],
  ['the file', frame('run(std::string const&)', '/build/walk.cc', 9)],
  ['the line', frame('run(std::string const&)', '/build/run.cc', 10)],
  ['an address', frame(null, null, null)],
])('tells a frame that differs in %s', (_what, wrong) => {
  const findings = frameDifferences(stored(wrong, frame('trampoline', null, null)), expected);
  expect(findings).toEqual([
    expect.stringMatching(/^frame 0: expected run\(std::string const&\) at \/build\/run.cc:9, received/),
  ]);
});

it('tells frames that are not there, and those too many', () => {
  expect(frameDifferences(stored(), expected)).toHaveLength(2);
  const read = stored(
    frame('run(std::string const&)', 'run.cc', 9),
    frame('trampoline', null, null),
    frame('x', null, null),
  );
  expect(frameDifferences(read, expected)).toEqual(['a frame more than expected: x']);
  expect(frameDifferences(undefined, expected)).toEqual(['there is no error to look at']);
});
