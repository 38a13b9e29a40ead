import { expect, test } from 'vitest';
import { breakpadSymbols } from './breakpad-symbols.ts';
import { minidump } from './minidump.ts';
import { type ProbeProgram, probeProgram } from './probe-program.ts';
import { type ReadMinidump, readMinidump } from './testing/read-minidump.ts';
import { readSymbols } from './testing/read-symbols.ts';
import { walkByFramePointer, walkByUnwindRecords } from './testing/walk.ts';

const timestamp = 1_790_000_000;
const program = probeProgram();
const read = readMinidump(minidump(program, { timestamp }));
const expectedAddresses = program.frames.map(({ address }) => Number(address));

function faultingContext({ threads, exception }: ReadMinidump) {
  const faulting = threads.find(({ id }) => id === exception.thread);
  if (!faulting) throw new Error('the faulting thread is not listed');
  return faulting.context;
}

test('the header and the directory are those of a minidump of an x86-64 Linux', () => {
  expect(read).toMatchObject({
    signature: 'MDMP',
    version: 0xa793,
    timestamp,
    processId: 4321,
    system: { architecture: 9, platform: 0x8201, description: expect.stringContaining('Linux') },
  });
  expect(read.streamTypes.toSorted((one, other) => one - other)).toEqual([3, 4, 5, 6, 7, 15]);
});

test('the program is listed with its build id, a system library with another', () => {
  const [own, library] = read.modules;
  expect(own).toMatchObject({ base: program.baseAddress, size: program.size, name: program.codeFile });
  expect(Buffer.from(own?.codeView ?? []).toString('hex')).toBe(
    `${Buffer.from('LEpB').toString('hex')}${program.buildId}`,
  );
  expect(library?.name).toBe('/lib/x86_64-linux-gnu/libc.so.6');
  expect(library?.codeView).toHaveLength(24);
  expect(library?.codeView).not.toEqual(own?.codeView);
});

test('it crashed by SIGSEGV in the first frame, in one of two threads', () => {
  expect(read.threads.map(({ id }) => id)).toEqual([4321, 4322]);
  expect(read.exception).toMatchObject({ thread: 4321, code: 11, address: 0 });
  expect(read.exception.context).toEqual(faultingContext(read));
  expect(read.exception.context).toMatchObject({
    size: 1232,
    flags: 0x10000f,
    rip: expectedAddresses[0],
  });
});

test('frame pointers and unwind records lead to the same frames, the expected ones', () => {
  const symbols = readSymbols(breakpadSymbols(program));
  const context = faultingContext(read);
  expect(expectedAddresses.length).toBeGreaterThanOrEqual(4);
  expect(walkByFramePointer(context, read.word)).toEqual(expectedAddresses);
  expect(walkByUnwindRecords(context, read.word, program.baseAddress, symbols)).toEqual(expectedAddresses);
});

test('the other thread is in the program too, so that no other symbols are missed', () => {
  const [, other] = read.threads;
  if (!other) throw new Error('no second thread');
  const walked = walkByFramePointer(other.context, read.word);
  expect(walked).toEqual(program.threads[1]?.addresses);
  expect(walked.length).toBeGreaterThan(1);
  for (const address of walked) {
    expect(address).toBeGreaterThan(program.baseAddress);
    expect(address).toBeLessThan(program.baseAddress + program.size);
  }
});

test('nothing else on the faulting stack looks like an address of a module', () => {
  const found: number[] = [];
  for (let at = faultingContext(read).rsp, word = read.word(at); word !== null; word = read.word(at)) {
    if (read.modules.some(({ base, size }) => word !== null && word >= base && word < base + size))
      found.push(word);
    at += 8;
  }
  expect(found).toEqual(expectedAddresses.slice(1));
});

test('a program known by a PDB is one of Windows, and its record names the PDB', () => {
  const known = probeProgram({ debugFile: 'ntdll.pdb', debugId: '180BF1B90AA75697D0EFEA5E5630AC4B1A' });
  const dump = readMinidump(minidump(known, { timestamp }));
  expect(dump.system.platform).toBe(2);
  expect(dump.exception).toMatchObject({ code: 0xc0000005, address: Number(known.frames[0]?.address) });
  expect(dump.modules[0]?.name).toBe('C:\\migration-probe\\ntdll.dll');
  expect(recordNamed(dump)).toEqual({
    signature: 'RSDS',
    guid: 'b9f10b18a70a9756d0efea5e5630ac4b',
    age: 0x1a,
    name: 'ntdll.pdb\0',
  });
});

test('a debug file that is called otherwise than the program is named too', () => {
  const split = probeProgram({ codeFile: '/usr/bin/tool', debugFile: 'tool.debug' });
  const dump = readMinidump(minidump(split, { timestamp }));
  expect(dump.modules[0]?.name).toBe('/usr/bin/tool');
  expect(recordNamed(dump)).toEqual({
    signature: 'RSDS',
    guid: split.buildId.slice(0, 32),
    age: 0,
    name: 'tool.debug\0',
  });
});

test.each([-1, 1.5, 2 ** 32, Number.NaN])('the timestamp %d is refused', (wrong) => {
  expect(() => minidump(program, { timestamp: wrong })).toThrow(/timestamp/);
});

test('a program without a thread is refused', () => {
  const still: ProbeProgram = { ...program, threads: [] };
  expect(() => minidump(still, { timestamp })).toThrow(RangeError);
});

function recordNamed(dump: ReadMinidump) {
  const record = Buffer.from(dump.modules[0]?.codeView ?? []);
  return {
    signature: record.toString('latin1', 0, 4),
    guid: record.toString('hex', 4, 20),
    age: record.readUInt32LE(20),
    name: record.toString('utf8', 24),
  };
}
