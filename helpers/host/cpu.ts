import type { FactOf } from './catalogue.ts';

/** Ticks of /proc/PID/stat a second: USER_HZ, 100 on every Linux that Backtrace runs on. */
const ticksPerSecond = 100;

/** CPU that a process used between two looks, percent of one core; undefined when it was not the same process. */
export function cpuPercent(
  pid: number | undefined,
  before: FactOf<'processStats'>,
  after: FactOf<'processStats'>,
  seconds: number,
): number | undefined {
  const [first, second] = [before, after].map((stats) => stats.find((stat) => stat.pid === pid));
  if (!first || !second || first.startTicks !== second.startTicks || seconds <= 0) return undefined;
  const ticks = second.userTicks + second.systemTicks - first.userTicks - first.systemTicks;
  return Math.round((ticks / ticksPerSecond / seconds) * 1000) / 10;
}
