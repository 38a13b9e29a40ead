/** What is known of where one side of a pair was found. */
export interface FoundAt {
  /** Origin of its URL. */
  origin: string;
  /** IP address and port that its connection reached. */
  reached?: string | undefined;
  /** Its machine, where that could be looked at: the id of its last boot, and its name. */
  machine?: { bootId: string; hostname: string } | undefined;
}

/**
 * Whether both sides are one server. `same` is sure: one name that led to one address, or one machine since one boot.
 * `doubt`: two names that led to one address, which is right behind a load balancer. Each says why; neither where they
 * differ.
 */
export function sameServer(old: FoundAt, fresh: FoundAt): { same?: string; doubt?: string } {
  const together = old.reached !== undefined && old.reached === fresh.reached;
  if (together && old.origin === fresh.origin)
    return { same: `OLD_URL and NEW_URL both lead to ${fresh.origin} at ${fresh.reached}` };
  const [before, after] = [old.machine, fresh.machine];
  // Containers on one machine have one boot id, and names of their own.
  if (before && after && before.bootId === after.bootId && before.hostname === after.hostname)
    return { same: `OLD_SSH and NEW_SSH lead to one machine, ${after.hostname}` };
  if (!together) return {};
  return {
    doubt: `${old.origin} and ${fresh.origin} both lead to ${fresh.reached}: unless a load balancer is there, a server was compared with itself; OLD_ADDRESS is the address of the old machine`,
  };
}
