import { afterEach, beforeEach, expect, test } from 'vitest';
import { breakpadSymbols } from '../../../helpers/payloads/breakpad-symbols.ts';
import { probeProgram } from '../../../helpers/payloads/probe-program.ts';
import type { SymbolFile } from '../../state/types.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { probePid } from '../../testing/symbols.ts';
import { installSymbols } from './install.ts';
import { archivesOf, byTag } from './listing.ts';
import { storeSymbol, symbolOf } from './store.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const symbol = (number: number): SymbolFile => ({
  tag: number % 2 ? 'a' : 'b',
  debugFile: `m${number % 50}.so`,
  debugIdentifier: `${number.toString(16).padStart(32, '0').toUpperCase()}0`,
  archiveId: Math.floor(number / 12)
    .toString(16)
    .padStart(16, '0'),
  size: 1,
  uploadedAt: number,
});

test('a Breakpad symbol file is stored with its content, again it replaces itself', () => {
  const program = probeProgram();
  const content = breakpadSymbols(program);
  const pid = probePid(server);
  const from = { tag: 't', archiveId: 'ffffffffffffffff' };
  expect(installSymbols(server.coronerd, pid, content, from)).toBe('new');
  expect(installSymbols(server.coronerd, pid, content, { ...from, tag: 'u' })).toBe('duplicate');
  expect(server.state.symbols[pid]).toMatchObject([
    { tag: 'u', content, debugFile: program.debugFile, debugIdentifier: program.debugId },
  ]);
  expect(() => installSymbols(server.coronerd, pid, 'hello', from)).toThrow(/MODULE/);
});

test('a symbol is found after the list was changed from elsewhere', () => {
  const pid = probePid(server);
  const find = (number: number) => {
    const { debugFile, debugIdentifier } = symbol(number);
    return symbolOf(server.coronerd, pid, { debugFile, debugId: debugIdentifier.toLowerCase() });
  };
  const files = [1, 2, 3].map(symbol);
  server.state.symbols[pid] = files;
  expect(find(3)).toBe(files[2]);
  files.splice(0, 1);
  expect([find(1), find(3)]).toEqual([undefined, files[1]]);
  files.reverse();
  expect(find(3)).toBe(files[0]);
  server.state.symbols[pid] = [];
  expect(find(3)).toBeUndefined();
});

test('a hundred thousand symbols are stored and listed in a moment', () => {
  const pid = probePid(server);
  const count = 100_000;
  const started = performance.now();
  symbolOf(server.coronerd, pid, { debugFile: '', debugId: '' });
  for (let number = 0; number < count; number++) storeSymbol(server.coronerd, pid, symbol(number));
  const files = server.state.symbols[pid] ?? [];
  const tagged = byTag(files, (file) => file);
  expect(tagged.map(({ files: of }) => of.length)).toEqual([count / 2, count / 2]);
  expect(archivesOf([], files)).toHaveLength(Math.ceil(count / 12));
  expect(performance.now() - started).toBeLessThan(5_000);
});
