import { poll } from '../poll.ts';

/**
 * Removes what a run has made. Where its last request was never answered, that may still be on its way: then it goes on
 * until `known` + 1 things are gone, for at most `seconds`. `remove` gives how many it removed.
 */
export async function removeMade(
  { unanswered = false }: { unanswered?: boolean | undefined },
  remove: () => Promise<number>,
  { known = 0, seconds }: { known?: number; seconds: number },
): Promise<void> {
  const expected = unanswered ? known + 1 : 0;
  let gone = 0;
  const sweep = async () => {
    gone += await remove();
    return gone >= expected || undefined;
  };
  await poll(sweep, { within: seconds * 1000, every: 100 });
}
