import { afterEach, expect, test } from 'vitest';
import { connectNew } from '../coronerd/server.ts';
import { limits, recordingServer, settingsFor } from '../coronerd/testing/recording-server.ts';
import { own } from '../undo/owned.ts';
import { download, firstUnlisted } from './download-probe.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const symbol = { debugFile: 'a.pdb', debugId: `${'AB'.repeat(16)}1` };
const other = { debugFile: 'b.pdb', debugId: `${'CD'.repeat(16)}1` };
const project = { universe: 'u', name: 'p' };
const says = (text: string) => `${text}- symbol: ${symbol.debugFile} debugId: ${symbol.debugId}`;

interface World {
  listed?: boolean;
  /** Lines that name the symbol: before it is asked for, and those that come later. */
  before?: string[];
  later?: string[];
  /** Entries of the skiplist. */
  skiplist?: { id: number; name: string }[];
}

/** A server with one symbol server, whose log says what the test wants once the symbol is asked for. */
async function downloaded(world: World) {
  let listed = world.listed ?? false;
  const { before = [], later = [], skiplist = [] } = world;
  const removed: string[] = [];
  let asked = false;
  let reads = 0;
  const recording = await recordingServer(({ path, method, body }) => {
    if (path === '/api/login') return { token: 'token-of-a-session' };
    if (path === '/api/symfile') {
      const { debugFile: debug_file, debugId: debug_identifier } = symbol;
      const files = listed ? [{ debug_file, debug_identifier }] : [];
      return { response: { symbols: [{ tag: 'symbold', files }] } };
    }
    if (method === 'DELETE') return { removed: removed.push(path) };
    if (path.includes('/skiplist/')) return skiplist;
    if (method === 'POST') {
      asked = true;
      listed ||= later.some((line) => line.startsWith('Downloaded path'));
      return { added: JSON.parse(body.toString()).missingSymbols.length };
    }
    // The lines come a little later than symbold is asked.
    if (path.startsWith('/api/symbold/logs/')) return asked && ++reads > 2 ? [...later, ...before] : before;
    return path.endsWith('/count') ? { count: 0 } : [];
  });
  const server = connectNew(settingsFor(recording.port), limits);
  open.push(server, recording);
  const given = {
    server,
    project,
    serverIds: ['7'],
    lacking: async () => own({ ...project, id: 12, mark: 'm' }),
    within: 1.5,
  };
  return { server, removed, result: await download(symbol, given) };
}

test('a symbol that was not listed is downloaded, listed, and the log says so', async () => {
  const { result } = await downloaded({ later: [says('Downloaded path http://s/a.pdb')] });
  expect(result).toMatchObject({ listedBefore: false, listed: true, failures: [] });
  expect(result.successes).toEqual([expect.stringContaining('Downloaded path http://s/a.pdb')]);
});

test('what was downloaded before is no success of now', async () => {
  const { result } = await downloaded({
    listed: true,
    before: [says('Downloaded path http://s/a.pdb')],
    later: [says('Symbol already stored')],
  });
  expect(result).toMatchObject({ listedBefore: true, listed: true, successes: [], failures: [] });
  expect(result.lines).toEqual([expect.stringContaining('already stored')]);
});

test('a listed symbol is watched as long as any other: its failure comes late', async () => {
  const { result } = await downloaded({ listed: true, later: [says('Download failed')] });
  expect(result).toMatchObject({ listedBefore: true, successes: [] });
  expect(result.failures).toEqual([expect.stringContaining('Download failed')]);
});

test('a line that comes again, without times, is new', async () => {
  const { result } = await downloaded({
    before: [says('Download failed')],
    later: [says('Download failed'), says('Download failed')],
  });
  expect(result.failures).toHaveLength(2);
});

test('every new line that names the symbol is kept, whatever it says', async () => {
  const { result } = await downloaded({ later: [says('Skipped, not on the whitelist')] });
  expect(result).toMatchObject({ listed: false, successes: [], failures: [] });
  expect(result.lines).toEqual([expect.stringContaining('Skipped, not on the whitelist')]);
});

test('a line of the same file with another debug id is not of this symbol', async () => {
  const { result } = await downloaded({
    later: [`Downloaded path http://s/a.pdb symbol: a.pdb debugId: ${other.debugId}`],
  });
  expect(result.lines).toEqual([]);
});

test('the first symbol that is not listed yet is chosen, or the first', async () => {
  const { server } = await downloaded({ listed: true });
  expect(await firstUnlisted(server, project, [symbol, other])).toEqual(other);
  expect(await firstUnlisted(server, project, [symbol])).toEqual(symbol);
});

test('an entry of the skiplist that names the symbol is taken off, and no other one', async () => {
  const entry = { id: 3, name: `${symbol.debugFile},${symbol.debugId}` };
  const { removed, result } = await downloaded({
    skiplist: [entry, { id: 4, name: `${other.debugFile},${other.debugId}` }],
    later: [says('Downloaded path http://s/a.pdb')],
  });
  expect(removed).toEqual(['/api/symbold/skiplist/3']);
  expect(result.skipped).toBe(1);
});

test('of a skiplist that has nothing but the symbol, nothing is taken off', async () => {
  const skiplist = Array.from({ length: 9 }, (_, place) => ({
    id: place + 1,
    name: `${symbol.debugFile},${symbol.debugId}`,
  }));
  await expect(downloaded({ skiplist })).rejects.toThrow(/9 entries of the skiplist of symbol server 7 name/);
});
