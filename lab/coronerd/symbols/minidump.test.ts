import { describe, expect, test } from 'vitest';
import { minidump } from '../../../helpers/payloads/minidump.ts';
import { probeProgram } from '../../../helpers/payloads/probe-program.ts';
import { Random } from '../../state/random.ts';
import { ApiFailure } from '../failure.ts';
import { type Minidump, readMinidump } from './minidump.ts';
import { moduleFinder } from './minidump-modules.ts';
import { walkStack } from './walk.ts';

const timestamp = 1_781_000_000;
const program = probeProgram();
const file = Buffer.from(minidump(program, { timestamp }));

/** The file with other bytes at a place. */
function changed(change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(file);
  change(copy);
  return copy;
}

/** Offset of the directory entry of a stream. */
function entryOf(type: number): number {
  const directory = file.readUInt32LE(12);
  const entries = Array.from({ length: file.readUInt32LE(8) }, (_, index) => directory + index * 12);
  return entries.find((entry) => file.readUInt32LE(entry) === type) ?? 0;
}

/** All frames of a dump: what reading it can lead to. */
function walked(dump: Minidump): number {
  const moduleAt = moduleFinder(dump.modules);
  return dump.threads.reduce((sum, thread) => sum + walkStack(thread, moduleAt).length, 0);
}

test('threads, modules, system and crash are read', () => {
  const dump = readMinidump(file);
  expect(dump).toMatchObject({ timestamp, system: { cpu: 'amd64', os: 'Linux' } });
  expect(dump.faultingThread).toBe(program.threads[0]?.id);
  expect(dump.modules[0]).toMatchObject({
    base: BigInt(program.baseAddress),
    size: program.size,
    codeFile: program.codeFile,
    debugIdentifier: program.debugId,
    codeIdentifier: program.buildId,
  });
});

test('the stack of every thread is walked along its frame pointers', () => {
  const dump = readMinidump(file);
  const moduleAt = moduleFinder(dump.modules);
  for (const thread of program.threads) {
    const found = dump.threads.find((each) => each.id === thread.id);
    const frames = found ? walkStack(found, moduleAt) : [];
    expect(frames.map((frame) => Number(frame.address))).toEqual(thread.addresses);
    expect(frames.some((frame) => frame.guessed)).toBe(false);
  }
});

describe('malformed', () => {
  test.each<[string, Buffer, RegExp]>([
    ['no signature', changed((copy) => copy.write('XDMP', 0)), /not a minidump/],
    ['another version', changed((copy) => copy.writeUInt16LE(1, 4)), /version/],
    ['the signature only', Buffer.from('MDMP'), /outside/],
    ['too many streams', changed((copy) => copy.writeUInt32LE(0xffffffff, 8)), /4294967295 streams/],
    ['a directory behind the end', changed((copy) => copy.writeUInt32LE(file.length, 12)), /outside/],
    ['no threads', changed((copy) => copy.writeUInt32LE(99, entryOf(3))), /no stream of threads/],
    ['no modules', changed((copy) => copy.writeUInt32LE(99, entryOf(4))), /no stream of modules/],
    [
      'a stream behind the end',
      changed((copy) => copy.writeUInt32LE(file.length - 2, entryOf(4) + 8)),
      /outside/,
    ],
    [
      'a list longer than its stream',
      changed((copy) => copy.writeUInt32LE(9, file.readUInt32LE(entryOf(3) + 8))),
      /9 entries do not fit/,
    ],
    [
      'an exception in no thread',
      changed((copy) => copy.writeUInt32LE(7, file.readUInt32LE(entryOf(6) + 8))),
      /no thread 7/,
    ],
  ])('%s', (_, broken, reason) => {
    expect(() => readMinidump(broken)).toThrow(reason);
    expect(() => readMinidump(broken)).toThrow(ApiFailure);
  });

  test('cut anywhere, it is malformed or has all that is needed', () => {
    for (let length = 4; length < file.length; length += 7) {
      expectReadableOrMalformed(file.subarray(0, length));
    }
    expect(() => readMinidump(file.subarray(0, file.length >> 1))).toThrow(ApiFailure);
  });

  test('with any bytes spoilt, it is malformed or has some frames, but never more than there can be', () => {
    const random = new Random(1);
    for (let round = 0; round < 3_000; round++) {
      const spoilt = changed((copy) => {
        for (let count = 0; count < 3; count++) {
          copy.writeUInt32LE(
            random.pick([0, 1, 0xffffffff, 0x80000000, file.length, random.integer(0, file.length)]),
            random.integer(4, file.length - 4),
          );
        }
      });
      expectReadableOrMalformed(spoilt);
    }
  });
});

function expectReadableOrMalformed(bytes: Buffer): void {
  try {
    const dump = readMinidump(bytes);
    expect(walked(dump)).toBeLessThanOrEqual(256 * dump.threads.length);
  } catch (failure) {
    expect(failure).toBeInstanceOf(ApiFailure);
  }
}
