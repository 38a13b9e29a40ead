import { expect, test } from 'vitest';
import { answered } from './samples/sample.ts';
import { parseSideUnitFiles } from './side-unit-files.ts';

test('reads every unit file that matched, with and without a column for the preset', () => {
  const newer = answered(
    'backtrace-al.service                       alias    -\n' +
      'backtrace-longer-name-of-a-service.service disabled enabled\n' +
      'backtrace-t@.service                       enabled-runtime enabled\n',
  );
  expect(parseSideUnitFiles(newer)).toEqual([
    { name: 'backtrace-al.service', state: 'alias' },
    { name: 'backtrace-longer-name-of-a-service.service', state: 'disabled' },
    { name: 'backtrace-t@.service', state: 'enabled-runtime' },
  ]);
  expect(parseSideUnitFiles(answered('backtrace-alerts.service enabled\n'))).toEqual([
    { name: 'backtrace-alerts.service', state: 'enabled' },
  ]);
});

test('none is an answer, for which newer versions exit 1', () => {
  expect(parseSideUnitFiles(answered(''))).toEqual([]);
  expect(parseSideUnitFiles(answered('', { status: 1 }))).toEqual([]);
});

test('refuses what is no list of unit files', () => {
  expect(() => parseSideUnitFiles(answered('', { status: 1, stderr: 'Failed to connect to bus' }))).toThrow(
    'Failed to connect to bus',
  );
  expect(() => parseSideUnitFiles(answered('2 unit files listed.\n'))).toThrow('UNIT STATE');
});
