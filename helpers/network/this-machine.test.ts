import { expect, test } from 'vitest';
import { isLoopback, isThisMachine } from './this-machine.ts';

const hostOf = (link: string) => new URL(link).hostname;

test.each([
  'http://localhost/admin',
  'http://LOCALHOST./',
  'http://console.localhost/',
  'http://localhost.localdomain/',
  'http://127.0.0.1/',
  'http://127.1/',
  'http://0x7f.0.0.1/',
  'http://2130706433/',
  'http://017700000001/',
  'http://[::1]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
])('%s is loopback', (link) => {
  expect(isLoopback(hostOf(link))).toBe(true);
  expect(isThisMachine(hostOf(link))).toBe(true);
});

test.each([
  'http://0.0.0.0/',
  'http://0/',
  'http://[::]/',
  'http://169.254.169.254/latest/meta-data',
  'http://[fe80::1]/',
  'http://[::ffff:169.254.1.1]/',
])('%s is another machine to everybody, though no loopback', (link) => {
  expect(isLoopback(hostOf(link))).toBe(false);
  expect(isThisMachine(hostOf(link))).toBe(true);
});

test.each([
  'https://notlocalhost/',
  'https://localhost.example.com/',
  'https://10.0.0.8/',
  'https://[2001:db8::1]/',
])('%s is a host like any other', (link) => {
  expect(isThisMachine(hostOf(link))).toBe(false);
});
