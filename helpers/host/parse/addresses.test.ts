import { expect, test } from 'vitest';
import { parseAddresses } from './addresses.ts';
import { answered } from './samples/sample.ts';

test('reads the addresses of both families', () => {
  expect(parseAddresses(answered('10.20.0.9 172.17.0.1 2001:db8::9 \n'))).toEqual([
    '10.20.0.9',
    '172.17.0.1',
    '2001:db8::9',
  ]);
});

test('none is an answer, another text is not', () => {
  expect(parseAddresses(answered(' \n'))).toEqual([]);
  expect(() => parseAddresses(answered('usage: hostname\n'))).toThrow('IP addresses');
});
