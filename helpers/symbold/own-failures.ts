import { ServerRefused } from '../coronerd/refused.ts';
import type { ReadableServer } from '../coronerd/server.ts';
import type { LackedSymbol } from '../coronerd/symbold/writing.ts';
import { probeFile } from '../payloads/own-symbols.ts';
import { Unanswered } from '../unanswered.ts';

/** One line a download that is counted as failed, at either stage. */
const failure = /download failed|conversion failed/i;

/**
 * How many of a symbol server's failures this pack has made itself, in this run and earlier ones, as far as its log
 * still tells: of the made-up program of the test errors, and of the known good symbols. 0 where the log is not to be
 * had.
 */
export async function ownFailures(
  server: Pick<ReadableServer, 'symbolServerLog'>,
  serverId: string,
  knownGood: readonly LackedSymbol[],
): Promise<number> {
  const names = [{ debugFile: probeFile, debugId: '' }, ...knownGood];
  try {
    const counts = await Promise.all(
      names.map(async ({ debugFile, debugId }) => {
        const { lines } = await server.symbolServerLog(serverId, { text: debugFile });
        const ofIt = ({ message }: { message: string }) => message.toUpperCase().includes(debugId);
        return lines.filter((line) => failure.test(line.message) && ofIt(line)).length;
      }),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  } catch (error) {
    if (error instanceof ServerRefused || error instanceof Unanswered) return 0;
    throw error;
  }
}
