import { expect, test } from 'vitest';
import { oldAddresses } from './old-addresses.ts';

const [before, after, nat] = ['10.20.0.8', '10.20.0.9', '198.51.100.1'];

test('what the old host tells counts, also where a new name still leads there', () => {
  const found = oldAddresses({ told: [before], byName: [before], fresh: [after], newNames: [before] });
  expect(found).toEqual({ old: [before], shared: [] });
});

test('the old name counts where no new name leads', () => {
  const found = oldAddresses({ told: [], byName: [before], fresh: [after], newNames: [after] });
  expect(found).toEqual({ old: [before], shared: [] });
});

test('an old name that was moved to the new machine does not', () => {
  expect(oldAddresses({ told: [], byName: [nat], fresh: [after], newNames: [nat] })).toEqual({
    old: [],
    shared: [nat],
  });
  expect(oldAddresses({ told: [], byName: [after], fresh: [after], newNames: [after] })).toEqual({
    old: [],
    shared: [],
  });
});
