import { expect, it } from 'vitest';
import { movedNames } from './moved-names.ts';
import type { Resolved } from './resolve.ts';

const [before, after, v6] = ['192.0.2.8', '192.0.2.9', '2001:db8::9'];
const records: Record<string, Partial<Resolved>> = {
  'moved.test': { A: [after], AAAA: ['2001:DB8:0::9'] },
  'stayed.test': { A: [before] },
  'half.test': { A: [after, before] },
  'gone.test': { exists: false },
  'silent.test': { A: [after], unanswered: 'the name server is silent' },
};
const server = {
  name: 'a name server',
  resolve: async (name: string): Promise<Resolved> => ({
    ...{ name, chain: [name], loops: false, A: [], AAAA: [], exists: true },
    ...records[name],
  }),
};
const names = [...Object.keys(records), 'short', '192.0.2.9', 'moved.test'];

it('are those that lead to the new server alone', async () => {
  expect(await movedNames(names, server, { fresh: [after, v6], old: [before] })).toEqual(['moved.test']);
});

it("are none where an address is the old server's, too", async () => {
  expect(await movedNames(names, server, { fresh: [after, v6], old: [after] })).toEqual([]);
});
