/** A look at a server's clock, and when the run began by this machine's; all Unix ms. */
interface ClockLook {
  /** What the server's clock said. */
  serverMs: number;
  /** This machine's clock then. */
  now: number;
  begun: number;
}

/**
 * Up to when errors are compared if nobody says, Unix seconds: the second before the run began, by whichever clock was
 * behind. The run's own test errors, which this machine may stamp, are later.
 */
export function cutoffOfRun({ serverMs, now, begun }: ClockLook): number {
  return Math.floor(Math.min(begun, serverMs - (now - begun)) / 1000) - 1;
}
