import { expect, test } from 'vitest';
import { probeProgram } from './probe-program.ts';

test('every program has a build id of its own', () => {
  const [one, other] = [probeProgram(), probeProgram()];
  expect(one.buildId).toMatch(/^[0-9a-f]{40}$/);
  expect(one.debugId).toMatch(/^[0-9A-F]{32}0$/);
  expect(other.buildId).not.toBe(one.buildId);
  expect(other.debugId).not.toBe(one.debugId);
});

test('the debug identifier follows from the build id as Breakpad makes it', () => {
  const { debugId } = probeProgram({ buildId: '00112233445566778899AABBCCDDEEFF01020304' });
  expect(debugId).toBe('33221100554477668899AABBCCDDEEFF0');
  // Of a short build id the rest is zeros.
  expect(probeProgram({ buildId: '0011223344' }).debugId).toBe('33221100004400000000000000000000' + '0');
});

test('symbols that exist are looked for by their own names', () => {
  const given = { debugFile: 'libxul.so', debugId: 'a1b2c3d4e5f60718293a4b5c6d7e8f900' };
  expect(probeProgram(given)).toMatchObject({
    system: 'linux',
    debugFile: 'libxul.so',
    codeFile: '/opt/migration-probe/libxul.so',
    debugId: given.debugId.toUpperCase(),
    buildId: 'd4c3b2a1f6e51807293a4b5c6d7e8f90',
  });
  const buildId = 'd4c3b2a1f6e51807293a4b5c6d7e8f9001020304';
  expect(probeProgram({ ...given, buildId })).toMatchObject({
    buildId,
    debugId: given.debugId.toUpperCase(),
  });
});

test.each([
  ['age 1', 'ntdll.pdb', '180BF1B90AA75697D0EFEA5E5630AC4B1'],
  ['age 0x20', 'ntdll', '180BF1B90AA75697D0EFEA5E5630AC4B20'],
  ['a PDB of age 0', 'Ntdll.PDB', '180BF1B90AA75697D0EFEA5E5630AC4B0'],
])('%s: a program of Windows', (_, debugFile, debugId) => {
  expect(probeProgram({ debugFile, debugId })).toMatchObject({ system: 'windows', buildId: '', debugId });
});

test.each([
  ['debug file', { debugFile: '../probe' }],
  ['debug file', { debugFile: 'two\nlines' }],
  ['debug file', { debugFile: '..' }],
  ['debug file', { debugFile: '' }],
  ['debug identifier', { debugId: '180BF1B90AA75697D0EFEA5E5630AC4B' }],
  ['debug identifier', { debugId: '180BF1B9-0AA7-5697-D0EF-EA5E5630AC4B' }],
  ['build id', { buildId: 'abc' }],
  ['build id', { buildId: '' }],
  ['build id', { buildId: '00112233445566778899aabbccddeeff', debugId: '180BF1B90AA75697D0EFEA5E5630AC4B0' }],
  ['build id', { buildId: '18', debugFile: 'a.pdb', debugId: '180BF1B90AA75697D0EFEA5E5630AC4B1' }],
])('a %s that no program can have is refused: %o', (what, options) => {
  expect(() => probeProgram(options)).toThrow(new RegExp(`No program has ${what} .*expected`, 's'));
});

test('the frames are those of the faulting thread, with an awkward file and one without any', () => {
  const { frames, threads, functions, baseAddress, size } = probeProgram();
  expect(frames.map((frame) => Number(frame.address))).toEqual(threads[0]?.addresses);
  expect(frames.map((frame) => frame.function)).toEqual([
    'probe::crash(int*)',
    'probe::Überlauf<std::vector<int, std::allocator<int> > >::operator()(int) const',
    'probe_trampoline',
    'probe::run(std::string const&)',
    'main',
  ]);
  expect(frames[1]?.file).toMatch(/ .*'.*".*[^\x20-\x7e]/);
  expect(frames[2]).toMatchObject({ file: null, line: null });
  for (const { address } of frames) {
    expect(address).toMatch(/^0x[0-9a-f]+$/);
    expect(Number(address) - baseAddress).toBeLessThan(size);
  }
  for (const each of functions) expect(each.address + each.size).toBeLessThanOrEqual(size);
});
