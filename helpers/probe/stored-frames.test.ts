import { expect, it } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { framesIn, lacksSymbols, shownFrames } from './stored-frames.ts';

const read = (report: unknown) => framesIn(report, { asked: 'GET /api/get', where: 'http://127.0.0.1' });

it('reads the faulting thread with names, files and lines', () => {
  const stored = read({
    mainThread: '7',
    threads: {
      '3': { stack: [{ funcName: 'idle' }] },
      '7': {
        stack: [
          { funcName: 'crash(int*)', address: '0x10', sourceCode: '1', line: '14' },
          { funcName: 'main', path: '/src/main.cc', line: 5 },
        ],
      },
    },
    sourceCode: { '1': { path: '/src/crash.cc' } },
    attributes: {},
  });
  expect(stored.frames).toEqual([
    { function: 'crash(int*)', file: '/src/crash.cc', line: 14, address: '0x10' },
    { function: 'main', file: '/src/main.cc', line: 5, address: null },
  ]);
  expect(lacksSymbols(stored)).toBe(false);
});

it('takes an address for no name, wherever it stands', () => {
  const stack = [{ address: 4096 }, { funcName: '0x1f' }, { funcName: '<probe+0x3>' }, { funcName: '' }];
  const stored = read({
    threads: { main: { fault: true, stack } },
    attributes: { _missing_symbols: 1 },
  });
  expect(stored.frames.map((frame) => [frame.function, frame.address])).toEqual([
    [null, '4096'],
    [null, '0x1f'],
    [null, '<probe+0x3>'],
    [null, ''],
  ]);
  expect(shownFrames(stored)).toMatch(/^#0 4096\n#1 0x1f\n[\s\S]*_missing_symbols: 1$/);
});

it('shows the address of each frame before and after it has a name', () => {
  const stack = [
    { address: '0x10', funcName: 'crash(int*)', path: '/src/crash.cc', line: 14 },
    { funcName: 'main' },
  ];
  const shown = shownFrames(read({ threads: { main: { fault: true, stack } } }));
  expect(shown).toMatch(/^#0 0x10 crash\(int\*\) \(\/src\/crash.cc:14\)\n#1 \(no address\) main\n/);
});

it.each([
  ['1', true],
  [1, true],
  ['true', true],
  ['0', false],
  [0, false],
  [null, false],
])('takes _missing_symbols %j for %j', (value, lacks) => {
  const stored = read({ threads: {}, attributes: { _missing_symbols: value } });
  expect(lacksSymbols(stored)).toBe(lacks);
});

it('does not take a report of another shape for one without frames', () => {
  expect(() => read({ threads: 'none' })).toThrow(Unanswered);
  expect(() => read({ threads: 'none' })).toThrow(/not understood: threads/);
});
