import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { packTar } from 'modern-tar';
import { expect, test } from 'vitest';
import { unpackSymbols } from './unpack.ts';

const files = {
  'a/b.sym': Buffer.from('symbols'),
  'README.txt': Buffer.from('read me'),
  'ü.sym': Buffer.from(''),
};
const zip = () => Buffer.from(zipSync(files));
const tar = async (content: Record<string, Buffer> = files) => {
  const entries = Object.entries(content).map(([name, body]) => {
    return { header: { name, size: body.length, type: 'file' as const }, body: new Uint8Array(body) };
  });
  return Buffer.from(await packTar(entries));
};

test.each([
  ['zip', async () => zip()],
  ['tar', () => tar()],
  ['tar.gz', async () => gzipSync(await tar())],
])('the symbol files of a %s archive are unpacked, others left', async (_, archive) => {
  const unpacked = await unpackSymbols(await archive());
  expect(unpacked.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
    ['a/b.sym', 'symbols'],
    ['ü.sym', ''],
  ]);
});

test('archives without files', async () => {
  expect(await unpackSymbols(Buffer.from(zipSync({})))).toEqual([]);
});

test.each<[string, () => Promise<Buffer>, RegExp]>([
  ['text', async () => Buffer.from('MODULE Linux'), /no zip or tar archive/],
  ['a zip that is cut', async () => zip().subarray(0, 60), /zip/],
  ['a zip whose header only is there', async () => Buffer.from('PK\x03\x04'), /zip/],
  ['a tar that is cut', async () => (await tar()).subarray(0, 520), /./],
  ['a tar.gz that is cut', async () => gzipSync(await tar()).subarray(0, 40), /./],
  ['gzip of no tar', async () => gzipSync('hello'), /no tar archive/],
])('broken: %s', async (_, archive, reason) => {
  await expect(unpackSymbols(await archive())).rejects.toThrow(reason);
});

const bomb = { 'bomb.sym': Buffer.alloc(3_000_000) };

test.each([
  ['zip', async () => Buffer.from(zipSync(bomb))],
  ['tar', () => tar(bomb)],
  ['tar.gz', async () => gzipSync(await tar(bomb))],
])('a %s archive that unpacks to more than the limit is refused', async (_, archive) => {
  const limits = { bytes: 1_000_000, files: 10 };
  await expect(unpackSymbols(await archive(), limits)).rejects.toThrow(/more than 10 files or 1000000 bytes/);
});

test('a zip that says it is smaller than it is yields no more than it says', async () => {
  const lying = Buffer.from(zipSync(bomb));
  for (let at = lying.indexOf('PK\x01\x02'); at >= 0; at = lying.indexOf('PK\x01\x02', at + 1)) {
    lying.writeUInt32LE(10, at + 24);
  }
  const sizes = await unpackSymbols(lying, { bytes: 1_000_000, files: 10 }).then(
    (unpacked) => unpacked.map(({ bytes }) => bytes.length),
    () => [],
  );
  expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(10);
});

test('an archive of too many files is refused', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 11 }, (_, index) => [`${index}.txt`, Buffer.from('')]),
  );
  const limits = { bytes: 1_000, files: 10 };
  await expect(unpackSymbols(Buffer.from(zipSync(many)), limits)).rejects.toThrow(/more than 10 files/);
  await expect(unpackSymbols(await tar(many), limits)).rejects.toThrow(/more than 10 files/);
});
