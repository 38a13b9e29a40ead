import { NotUnderstood } from './answer.ts';

const form = /^(?:[A-Z][a-z]{2} )?(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})(?:\.(\d+))? (\S+)$/;

/**
 * Seconds since 1970 of a time as systemd prints it, `Tue 2019-11-12 01:41:25 UTC`; null where there is none.
 * Only UTC, which is what a snapshot asks for: the name of another zone does not tell its offset. Throws NotUnderstood.
 */
export function parseTimestamp(text: string): number | null {
  if (text === '' || text === 'n/a' || text === '0') return null;
  const found = form.exec(text);
  if (!found || !['UTC', 'UTC0', 'GMT'].includes(found[8] ?? ''))
    throw new NotUnderstood(`expected a time in UTC, received ${JSON.stringify(text)}`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 + Number(`0.${found[7] ?? 0}`);
}
