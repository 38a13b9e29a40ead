import { expect, it } from 'vitest';
import { defaultPair } from '../state/default-pair.ts';
import type { PairState } from '../state/types.ts';
import { knownGoodSymbols } from '../symbol-server/known-symbols.ts';
import { type Verification, verify } from './verify.ts';

const timeout = 120_000;
const nameOf = (place: number) => {
  const symbol = knownGoodSymbols[place];
  return `${symbol?.debugFile},${symbol?.debugId}`;
};
const download = (pair: PairState, knownGood: string): Promise<Verification> =>
  verify(pair, (given) => ({ ...given, KNOWN_GOOD_SYMBOL: knownGood }), undefined, ['symbold.spec']);

/** The pair as a first verification leaves it: the first known good symbol is downloaded and listed. */
async function verifiedOnce(): Promise<PairState> {
  const first = await download(defaultPair({ seed: 7, errors: 300 }), nameOf(0));
  expect(first.red).toEqual([]);
  return first.after;
}

const failing = ({ old, new: fresh }: PairState): PairState => ({
  old,
  new: { ...fresh, behaviour: { ...fresh.behaviour, symbold: ['download-fails'] } },
});

it('a second verification under failing downloads never passes by what the first one downloaded', {
  timeout,
}, async () => {
  const pair = failing(await verifiedOnce());
  const same = await download(pair, nameOf(0));
  expect(same.red).toEqual(['symbold.download']);
  expect(same.of('symbold.download')).toMatchObject({
    status: 'error',
    findings: [
      expect.stringMatching(
        /is on the server already, nothing shows that it was downloaded now.*set another KNOWN_GOOD_SYMBOL/,
      ),
    ],
  });

  const next = await download(pair, `${nameOf(0)};${nameOf(1)}`);
  expect(next.red).toEqual(['symbold.download']);
  expect(next.of('symbold.download')).toMatchObject({
    status: 'failed',
    findings: [expect.stringMatching(/Downloaded path.*Download failed/s), expect.anything()],
  });
});
