import { expect, test } from 'vitest';
import { smallState } from '../testing/server.ts';
import { readServerState } from './schema.ts';
import type { ServerState } from './types.ts';

/** A state as it is read from a file. */
function read(change: (state: ServerState) => object): ServerState {
  return readServerState(JSON.parse(JSON.stringify(change(smallState()))), 'new');
}

test('a state without archives and symbol servers has none', () => {
  const state = read(({ archives: _, symbolServers: __, ...rest }) => rest);
  expect([state.archives, state.symbolServers]).toEqual([{}, []]);
});

test('a symbol without a name is refused with its place', () => {
  expect(() => read((state) => ({ ...state, symbols: { '1': [{ tag: 'anon' }] } }))).toThrow(
    /^symbols\.1\.0\.debugFile/,
  );
});
