import { expect, test } from 'vitest';
import { breakpadSymbols } from './breakpad-symbols.ts';
import { probeProgram } from './probe-program.ts';
import { readSymbols } from './testing/read-symbols.ts';

const program = probeProgram();
const text = breakpadSymbols(program);
const symbols = readSymbols(text);

test('the module is the program', () => {
  const { debugId, debugFile, buildId } = program;
  expect(symbols.module).toEqual({ system: 'Linux', architecture: 'x86_64', debugId, debugFile });
  expect(symbols.codeId).toBe(buildId.toUpperCase());
});

test('every expected frame is found, at its address and at the one before', () => {
  for (const { address, ...expected } of program.frames) {
    const offset = Number(address) - program.baseAddress;
    expect(symbols.lookUp(offset), address).toEqual(expected);
    expect(symbols.lookUp(offset - 1), `${address} - 1`).toEqual(expected);
  }
});

test('the lines of a function lie in it without a gap, and the line changes inside', () => {
  for (const { name, address, size, lines } of program.functions.filter((each) => each.lines.length > 0)) {
    let next = address;
    for (const line of lines) {
      expect(line.address, name).toBe(next);
      next += line.size;
    }
    expect(next, name).toBe(address + size);
  }
  const [crash] = program.functions;
  expect(symbols.lookUp(crash?.address ?? 0)?.line).not.toBe(program.frames[0]?.line);
});

test('the trampoline has a PUBLIC record and no other', () => {
  expect(text.match(/^.*probe_trampoline.*$/gm)).toEqual(['PUBLIC 1100 0 probe_trampoline']);
  expect(text.match(/^PUBLIC/gm)).toHaveLength(1);
});

test('every function can be unwound from its first instruction on', () => {
  for (const { address, size } of program.functions) {
    expect(symbols.unwindRules(address)).toEqual(
      new Map([
        ['.cfa', '$rsp 8 +'],
        ['.ra', '.cfa 8 - ^'],
      ]),
    );
    expect(symbols.unwindRules(address + 1).get('.cfa')).toBe('$rsp 16 +');
    expect(symbols.unwindRules(address + size - 1).get('.cfa')).toBe('$rbp 16 +');
  }
});

test('the symbols of a program of Windows have no build id', () => {
  const windows = breakpadSymbols(
    probeProgram({ debugFile: 'a.pdb', debugId: '180BF1B90AA75697D0EFEA5E5630AC4B1' }),
  );
  expect(readSymbols(windows)).toMatchObject({
    module: { system: 'windows', debugId: '180BF1B90AA75697D0EFEA5E5630AC4B1', debugFile: 'a.pdb' },
    codeId: null,
  });
});
