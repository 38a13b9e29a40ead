import { distinctAddresses } from './same-address.ts';

/** What is known of the addresses of the old server, and of what could be them. */
export interface OldAddressSources {
  /** Set, or told by the old host. */
  told: readonly string[];
  /** To which the name of the old server leads now: perhaps the new machine, once names were moved. */
  byName: readonly string[];
  /** Addresses of the new server. */
  fresh: readonly string[];
  /** To which the new server's own names lead. */
  newNames: readonly string[];
}

/**
 * The addresses that mean the old server, each in one spelling. Those that only its name leads to are not counted where
 * the new server's names lead there, too: they are `shared`.
 */
export function oldAddresses({ told, byName, fresh, newNames }: OldAddressSources): {
  old: string[];
  shared: string[];
} {
  const notNew = (addresses: readonly string[]) =>
    distinctAddresses([...addresses]).filter((each) => !fresh.includes(each));
  const certain = notNew(told);
  const both = distinctAddresses([...newNames]);
  const named = notNew(byName).filter((each) => !certain.includes(each));
  return {
    old: [...certain, ...named.filter((each) => !both.includes(each))],
    shared: named.filter((each) => both.includes(each)),
  };
}
