import { expect, test } from 'vitest';
import { parseJournal, parseSought } from './journal.ts';
import { answered, sample } from './samples/sample.ts';

const line = (fields: object) =>
  answered(`${JSON.stringify({ __REALTIME_TIMESTAMP: '1573522885123456', ...fields })}\n`);

test('reads the lines of a service with unit, process and priority', () => {
  const lines = parseJournal(sample('debian-11', 'journal'));
  expect(lines.find(({ message }) => message === 'open: Too many open files')).toEqual({
    atMs: 1795356990066,
    unit: 'coronerd.service',
    identifier: 'coronerd',
    pid: 29,
    priority: 3,
    message: 'open: Too many open files',
  });
});

test('a line in which systemd speaks of a unit counts as that unit', () => {
  const started = parseJournal(sample('debian-12', 'journal')).find(({ message }) =>
    /^Started coronerd\.service/.test(message),
  );
  expect(started).toMatchObject({ unit: 'coronerd.service', identifier: 'systemd', pid: 1 });
});

test('reads messages that are bytes, and says which are too long to be shown', () => {
  const messages = parseJournal(sample('debian-12', 'journal')).map(({ message }) => message);
  expect(messages).toContain('bin\x01ary � bytes');
  expect(messages).toContain('(longer than 4,096 bytes: not shown by journalctl)');
});

test('blanks out a token', () => {
  const all = JSON.stringify(parseJournal(sample('debian-12', 'journal')));
  expect(all).toContain('GET /api/post?token=');
  expect(all).not.toContain('00112233445566778899');
});

test('reads a line of the kernel', () => {
  const fields = {
    _TRANSPORT: 'kernel',
    SYSLOG_IDENTIFIER: 'kernel',
    PRIORITY: '4',
    MESSAGE: 'Out of memory',
  };
  expect(parseJournal(line(fields))).toEqual([
    {
      atMs: 1573522885123,
      unit: null,
      identifier: 'kernel',
      pid: null,
      priority: 4,
      message: 'Out of memory',
    },
  ]);
});

test('reads a field that was given twice', () => {
  const [found] = parseJournal(line({ MESSAGE: ['first', 'second'], _PID: '7', _COMM: 'x' }));
  expect(found).toMatchObject({ message: 'first', pid: 7, identifier: 'x', priority: 6 });
});

test('an empty journal is an answer', () => {
  expect(parseJournal(sample('debian-12', 'kernelLog'))).toEqual([]);
  expect(parseJournal(answered('-- No entries --\n', { status: 1 }))).toEqual([]);
});

test('no journal at all is none', () => {
  const stderr = 'No journal files were found.\n';
  expect(() => parseJournal(answered('-- No entries --\n', { stderr }))).toThrow(
    'No journal files were found',
  );
});

test('gives the oldest first, though the newest come first', () => {
  const entry = (second: number) =>
    `${JSON.stringify({ __REALTIME_TIMESTAMP: `${second}000000`, MESSAGE: `${second}` })}\n`;
  const messages = parseJournal(answered(`${entry(3)}${entry(2)}${entry(1)}`)).map(({ message }) => message);
  expect(messages).toEqual(['1', '2', '3']);
});

test('of a journal that was cut, takes the lines that are whole: its oldest are missing', () => {
  const { stdout } = line({ MESSAGE: 'newest' });
  const cut = { ...answered(`${stdout}{"__REALTIME_TIMEST`), cut: true, status: 141 };
  expect(parseJournal(cut).map(({ message }) => message)).toEqual(['newest']);
});

test('refuses other output', () => {
  expect(() => parseJournal(answered('Nov 12 01:41:25 host coronerd: text\n'))).toThrow(
    'expected a JSON object',
  );
});

test('what was sought and is not there is an answer, what could not be sought is none', () => {
  const found = line({ MESSAGE: 'Too many open files' });
  expect(parseSought(found).map(({ message }) => message)).toEqual(['Too many open files']);
  expect(parseSought(answered('', { status: 1 }))).toEqual([]);
  const hint = 'Hint: You are currently not seeing messages from other users.\n      Users in groups can.\n';
  expect(parseSought(answered('', { status: 1, stderr: hint }))).toEqual([]);
  for (const stderr of [
    'Compiled without pattern matching support\n',
    "journalctl: unrecognized option '--case-sensitive=no'\n",
    'Bad pattern "(": missing closing parenthesis\n',
  ])
    expect(() => parseSought(answered('', { status: 1, stderr }))).toThrow(/could not search: /);
  expect(() => parseSought({ ...found, cut: true })).toThrow(/more than is read/);
});
