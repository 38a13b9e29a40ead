import { check, expect } from '../../fixtures/index.ts';

check('symbols.uploaded', async ({ pair }) => {
  expect(await pair.symbols()).toBeNone();
});

check('symbols.missing', async ({ pair }) => {
  expect(await pair.missingSymbols()).toBeNone();
});

check('symbol-servers.present', async ({ pair }) => {
  expect(await pair.symbolServers()).toBeNone();
});

check('symbol-servers.lists', async ({ pair }) => {
  expect(await pair.symbolServerLists()).toBeNone();
});
