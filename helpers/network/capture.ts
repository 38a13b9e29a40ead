import { ServerRefused } from '../coronerd/refused.ts';
import type { ReadableServer } from '../coronerd/server.ts';
import type { Plain } from '../inventory/entry.ts';
import { Unanswered } from '../unanswered.ts';
import type { AskedHost } from './listener-reading.ts';
import { gapsIn, type NetworkOptions, networkSectionName, takeNetwork } from './section.ts';

/** The network's section of a baseline, none where it cannot be had, and what of it could not be found out. */
export async function captureNetwork(
  server: Pick<ReadableServer, 'login' | 'rows' | 'url'>,
  host: AskedHost | undefined,
  options: NetworkOptions,
): Promise<{ sections: Record<string, Plain>; gaps: string[] }> {
  try {
    const section = await takeNetwork(server, host, options);
    // What is undefined has no place in JSON.
    const plain = JSON.parse(JSON.stringify(section)) as Plain;
    return { sections: { [networkSectionName]: plain }, gaps: gapsIn(section) };
  } catch (error) {
    if (!(error instanceof ServerRefused || error instanceof Unanswered)) throw error;
    return { sections: {}, gaps: [`listeners and TLS: ${error.message}`] };
  }
}
