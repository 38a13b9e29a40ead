import { getopt } from './getopt.ts';
import { answer, type Call, quote, type Result, refuse } from './tool.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `date`, with `-u`, `-I[seconds]` and `+FORMAT`; the machine's zone is UTC. */
export function date({ args, view }: Call): Result {
  const options = getopt(args, {
    u: 'flag',
    utc: 'flag',
    universal: 'flag',
    I: 'optional',
    'iso-8601': 'optional',
  });
  if (options.problem) return refuse(`date: ${options.problem}\nTry 'date --help' for more information.`);
  const [format] = options.operands;
  if (format !== undefined && !format.startsWith('+')) return refuse(`date: invalid date ${quote(format)}`);
  const [precision] = options.values('I', 'iso-8601');
  const iso = precision === 'seconds' ? '%Y-%m-%dT%H:%M:%S+00:00' : '%Y-%m-%d';
  const shape = format?.slice(1) ?? (precision === undefined ? '%a %b %e %H:%M:%S UTC %Y' : iso);
  return answer(`${formatTime(shape, view.clock)}\n`);
}

/** strftime(3) of a time in ms, UTC; the directives that date(1) and find(1) share here. */
export function formatTime(format: string, ms: number): string {
  const at = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  const known: Record<string, () => string> = {
    '%': () => '%',
    a: () => DAYS[at.getUTCDay()] ?? '',
    b: () => MONTHS[at.getUTCMonth()] ?? '',
    d: () => two(at.getUTCDate()),
    e: () => String(at.getUTCDate()).padStart(2),
    F: () => at.toISOString().slice(0, 10),
    H: () => two(at.getUTCHours()),
    m: () => two(at.getUTCMonth() + 1),
    M: () => two(at.getUTCMinutes()),
    N: () => `${String(at.getUTCMilliseconds()).padStart(3, '0')}${nanoseconds()}`,
    n: () => '\n',
    s: () => String(Math.floor(ms / 1000)),
    S: () => two(at.getUTCSeconds()),
    T: () => at.toISOString().slice(11, 19),
    Y: () => String(at.getUTCFullYear()),
    z: () => '+0000',
    Z: () => 'UTC',
  };
  return format.replace(/%(.)/gs, (whole, letter) => known[letter]?.() ?? whole);
}

/** What lies below the millisecond that the lab's clock can tell. */
function nanoseconds(): string {
  return String(Number(process.hrtime.bigint() % 1_000_000n)).padStart(6, '0');
}
