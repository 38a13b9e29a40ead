import { expect, test } from 'vitest';
import type { JournalLine } from '../../state/types.ts';
import { testMachine } from '../testing/machine.ts';

const line = (unit: string | null, identifier: string, message: string, priority = 6): JournalLine => ({
  ...{ unit, identifier, message, priority, transport: 'stdout', pid: 4_711, secondsAgo: 10 },
});

const { ask } = testMachine((host) => {
  host.journal = [
    line('backtrace-symbold', 'node', 'by its unit'),
    line(null, 'symbold', 'by its identifier'),
    line('symbold', 'symbold', 'by both', 4),
    line('coronerd', 'coronerd', 'another'),
    line('symbold.service', 'systemd', 'about the unit, written by systemd'),
  ];
});

async function messages(matches: string): Promise<string[]> {
  const { stdout, stderr } = await ask(`journalctl --no-pager --output=json --lines=2000 ${matches}`);
  expect(stderr).toBe('');
  const lines = stdout.split('\n').slice(0, -1);
  return lines.map((one) => (JSON.parse(one) as { MESSAGE: string }).MESSAGE);
}

test('terms joined by + : either is enough', async () => {
  const identifiers = 'SYSLOG_IDENTIFIER=symbold + SYSLOG_IDENTIFIER=backtrace-symbold';
  const units = '_SYSTEMD_UNIT=symbold.service + _SYSTEMD_UNIT=backtrace-symbold.service';
  expect(await messages(`${identifiers} + ${units}`)).toEqual([
    'by its unit',
    'by its identifier',
    'by both',
  ]);
});

test('different fields are all needed, of the same field one value is enough', async () => {
  expect(await messages('SYSLOG_IDENTIFIER=symbold _SYSTEMD_UNIT=symbold.service')).toEqual(['by both']);
  expect(await messages('SYSLOG_IDENTIFIER=symbold SYSLOG_IDENTIFIER=coronerd')).toEqual([
    'by its identifier',
    'by both',
    'another',
  ]);
  expect(await messages('SYSLOG_IDENTIFIER=symbold PRIORITY=6 + SYSLOG_IDENTIFIER=coronerd')).toEqual([
    'by its identifier',
    'another',
  ]);
});

test('matches narrow what a unit is asked for', async () => {
  expect(await messages('--unit=symbold.service SYSLOG_IDENTIFIER=systemd')).toEqual([
    'about the unit, written by systemd',
  ]);
  expect(await messages('SYSLOG_IDENTIFIER=nobody')).toEqual([]);
});

test.each([
  ['symbold', "Failed to add match 'symbold': Invalid argument"],
  ['+ PRIORITY=6', '"+" can only be used between terms'],
  ['PRIORITY=6 +', '"+" can only be used between terms'],
  ['PRIORITY=6 + + PRIORITY=5', '"+" can only be used between terms'],
])('%s is refused', async (matches, problem) => {
  const { stderr, status } = await ask(`journalctl ${matches}`);
  expect([stderr.trimEnd(), status]).toEqual([problem, 1]);
});
