import { gunzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { unpackTar } from 'modern-tar';
import { expect, test } from 'vitest';
import { breakpadSymbols } from './breakpad-symbols.ts';
import { probeProgram } from './probe-program.ts';
import { symbolArchive } from './symbol-archive.ts';

type Entries = Record<string, string>;

async function untar(tar: Uint8Array): Promise<Entries> {
  const entries = await unpackTar(tar);
  return Object.fromEntries(entries.map(({ header, data }) => [header.name, text(data)]));
}

function unzip(zip: Uint8Array): Promise<Entries> {
  const files = Object.entries(unzipSync(zip));
  return Promise.resolve(Object.fromEntries(files.map(([name, data]) => [name, text(data)])));
}

function text(data: Uint8Array | undefined): string {
  return new TextDecoder().decode(data);
}

const formats = [
  ['zip', unzip],
  ['tar', untar],
  ['tar.gz', (bytes: Uint8Array) => untar(gunzipSync(bytes))],
] as const;

test.each(formats)('%s holds the symbol file and nothing else', async (format, unpack) => {
  const program = probeProgram();
  const { debugFile, debugId } = program;
  expect(await unpack(await symbolArchive(program, format))).toEqual({
    [`${debugFile}/${debugId}/${debugFile}.sym`]: breakpadSymbols(program),
  });
});

test.each(formats)('%s keeps long names and those that are not ASCII', async (format, unpack) => {
  const program = probeProgram({ debugFile: `Prüfung ✓ ${'lang '.repeat(20)}` });
  const names = Object.keys(await unpack(await symbolArchive(program, format)));
  expect(names).toEqual([`${program.debugFile}/${program.debugId}/${program.debugFile}.sym`]);
});

test('zip is the default', async () => {
  const bytes = await symbolArchive(probeProgram());
  expect(text(bytes.subarray(0, 2))).toBe('PK');
});
