import { isIP } from 'node:net';
import type { NameServer } from './resolve.ts';
import { distinctAddresses } from './same-address.ts';

/** Addresses by which a name is told to lead to the new server. */
export interface NewAddresses {
  /** Those of the new server, in any spelling. */
  fresh: readonly string[];
  /** Those that are certainly the old server's, which is what counts where both are named. */
  old: readonly string[];
}

/** Those of the old server's names that lead to the new server by now, and nowhere else: whoever uses them means that. */
export async function movedNames(
  names: readonly string[],
  server: NameServer,
  { fresh, old }: NewAddresses,
): Promise<string[]> {
  const before = distinctAddresses(old);
  const now = distinctAddresses(fresh).filter((address) => !before.includes(address));
  const asked = [...new Set(names)].filter((name) => name.includes('.') && isIP(name) === 0);
  const moved = await Promise.all(
    asked.map(async (name) => {
      const { A, AAAA, unanswered } = await server.resolve(name);
      const addresses = unanswered ? [] : distinctAddresses([...A, ...AAAA]);
      return addresses.length > 0 && addresses.every((address) => now.includes(address));
    }),
  );
  return asked.filter((_, index) => moved[index]);
}
