/** When a clock was read: what it said, in ms, at earliest and latest, and this machine's clock before and after. */
export interface ClockReading {
  saidFrom: number;
  saidTo: number;
  sentMs: number;
  receivedMs: number;
}

/**
 * Seconds by which a clock is certainly ahead (positive) or behind (negative), beyond what transit and resolution
 * leave open; 0 when it may well agree.
 */
export function certainSkewSeconds({ saidFrom, saidTo, sentMs, receivedMs }: ClockReading): number {
  const [least, most] = [saidFrom - receivedMs, saidTo - sentMs];
  if (least > 0) return least / 1000;
  if (most < 0) return most / 1000;
  return 0;
}
