const units: [seconds: number, name: string][] = [
  [31_536_000, 'year'],
  [2_592_000, 'month'],
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
];

/** How long ago a time was, as pages say it: `over 1 year`, `3 days`, `just now`. Both in unix seconds. */
export function ago(time: number, now: number): string {
  const elapsed = now - time;
  for (const [seconds, name] of units) {
    const count = Math.floor(elapsed / seconds);
    if (count >= 1) return `${name === 'year' ? 'over ' : ''}${count} ${name}${count > 1 ? 's' : ''}`;
  }
  return 'just now';
}
