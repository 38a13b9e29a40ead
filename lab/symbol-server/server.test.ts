import { afterEach, expect, test } from 'vitest';
import { heldSymbols, knownGoodSymbols } from './known-symbols.ts';
import { type SymbolServerProcess, startSymbolServer } from './server.ts';

let server: SymbolServerProcess | undefined;
afterEach(() => server?.close());

test('serves what it holds under any base path, and nothing else', async () => {
  server = await startSymbolServer();
  const { origin, requests } = server;
  for (const { debugFile, debugId, servedAs, content } of heldSymbols) {
    const path = [debugFile, debugId, servedAs].map(encodeURIComponent).join('/');
    const found = await fetch(`${origin}/any/base/${path}`);
    expect(Buffer.from(await found.arrayBuffer()).equals(content)).toBe(true);
    expect((await fetch(`${origin}/${debugFile}/${debugId}/other`)).status).toBe(404);
  }
  expect((await fetch(`${origin}/%E0%A4%A`)).status).toBe(404);
  expect(requests.at(-1)).toMatchObject({ status: 404 });
});

test('the symbols are the same at every start, and each is of the module that it is held for', () => {
  expect(knownGoodSymbols[0]).toEqual({
    debugFile: 'tidewater.pdb',
    debugId: expect.stringMatching(/^[0-9A-F]{33}$/),
  });
  for (const { debugFile, debugId } of knownGoodSymbols) {
    const held = heldSymbols.find((each) => each.debugFile === debugFile);
    const [first = ''] = held?.content.toString().split('\n') ?? [];
    expect(first).toMatch(new RegExp(`^MODULE \\S+ x86_64 ${debugId} ${debugFile}$`));
  }
});

test('with credentials it answers only those who present them', async () => {
  const credentials = { userName: 'jane', password: 'ä:b' };
  server = await startSymbolServer({ credentials });
  const { origin } = server;
  const status = async (text: string) => {
    const authorization = `Basic ${Buffer.from(text).toString('base64')}`;
    return (await fetch(`${origin}/x`, { headers: { authorization } })).status;
  };
  expect((await fetch(`${origin}/x`)).headers.get('www-authenticate')).toMatch(/^Basic /);
  expect([await status('jane:ä:b'), await status('jane:wrong')]).toEqual([404, 401]);
});
