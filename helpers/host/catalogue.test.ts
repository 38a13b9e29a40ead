import { expect, test } from 'vitest';
import { catalogue, commandOf, factKeys } from './catalogue.ts';

const readers = [
  '/opt/backtrace/sbin/coronerd',
  'cat',
  'date',
  'df',
  'find',
  'grep',
  'hostname',
  'id',
  'journalctl',
  'nproc',
  'ps',
  'ss',
  'stat',
  'systemctl',
];
const unquoted = (command: string) => command.replace(/'[^']*'|"[^"]*"/g, '');

test.each(factKeys)('%s is one simple command that only reads', (key) => {
  const command = commandOf(key, ['/var/coronerd']);
  expect(readers).toContain(command.split(' ')[0]);
  expect(unquoted(command)).not.toMatch(/[|;&<>$`(){}\n]/);
  // What these tools could do beside reading.
  expect(command).not.toMatch(/-delete|-exec|-ok|-fprint|-fls|--(?:rotate|vacuum|flush|set|file)|\s-K\b/);
  if (command.startsWith('systemctl')) expect(command).toMatch(/^systemctl (?:show|list-unit-files) /);
  if (command.startsWith('/opt/')) expect(command).toMatch(/ -v$/);
  if (command.startsWith('date') || command.startsWith('hostname'))
    expect(command).toMatch(/^(?:date \+\S+|hostname -[fI])$/);
});

test('every question is bounded in time and output', () => {
  for (const { seconds, bytes } of Object.values(catalogue)) {
    expect(seconds).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(16 * 1024 * 1024);
  }
});

test('puts quoted storage paths into the commands that look at them', () => {
  expect(commandOf('storage', ['/a b', "/it's"])).toBe(
    String.raw`stat -L -c '%n|%F|%U|%G|%a|%g' '/a b' '/it'\''s'`,
  );
  expect(commandOf('storageEntries', ['/data/', '/'])).toMatch(/^find \/data\/ \/ -mindepth 1 /);
  expect(() => commandOf('storage', ['-delete'])).toThrow('storage path "-delete" is not absolute');
});
