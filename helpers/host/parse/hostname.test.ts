import { expect, test } from 'vitest';
import { parseHostname } from './hostname.ts';
import { answered, sample } from './samples/sample.ts';

test('reads the full name in lower case', () => {
  expect(parseHostname(sample('debian-12', 'hostname'))).toBe('new.backtrace.test');
  expect(parseHostname(answered('NEW.Example.COM\n'))).toBe('new.example.com');
});

test('says why there is no name', () => {
  const unknown = answered('', { status: 1, stderr: 'hostname: Name or service not known\n' });
  expect(() => parseHostname(unknown)).toThrow('hostname: Name or service not known');
  const missing = answered('', { status: 127, stderr: '/bin/sh: 1: hostname: not found\n' });
  expect(() => parseHostname(missing)).toThrow('the tool is missing on the host');
});
