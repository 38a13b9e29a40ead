import { describe, expect, it } from 'vitest';
import { addresses, hosts, nameServer } from './network-values.ts';

describe('a name server', () => {
  it.each([
    ['192.0.2.53', '192.0.2.53', 53],
    ['127.0.0.1:5353', '127.0.0.1', 5353],
    ['2001:db8::53', '2001:db8::53', 53],
    ['[2001:db8::53]:5353', '2001:db8::53', 5353],
    ['[::1]', '::1', 53],
  ])('%s', (text, host, port) => {
    expect(nameServer.parse(text)).toEqual({ host, port });
  });

  it.each(['dns.example.com', '192.0.2.53:0', '192.0.2.53:70000', '192.0.2.300', ':53', ''])(
    'is not "%s"',
    (text) => {
      expect(nameServer.safeParse(text).success).toBe(false);
    },
  );
});

describe('addresses', () => {
  it('are separated by commas or blanks', () => {
    expect(addresses.parse('192.0.2.1, 2001:db8::1 192.0.2.2')).toEqual([
      '192.0.2.1',
      '2001:db8::1',
      '192.0.2.2',
    ]);
    expect(addresses.safeParse('192.0.2.1, lb.example.com').error?.message).toContain('lb.example.com');
  });
});

describe('hosts', () => {
  it('are separated by commas or blanks, with a port where it is not 443', () => {
    expect(hosts.parse('Login.example.com, adfs.example.com:8443 [2001:db8::1]:443')).toEqual([
      'login.example.com',
      'adfs.example.com:8443',
      '[2001:db8::1]',
    ]);
  });

  it.each([
    'https://login.example.com',
    'login.example.com/path',
    '*.example.com',
    'me@example.com',
    ',',
    'a b:x',
  ])('are not "%s"', (text) => {
    expect(hosts.safeParse(text).success).toBe(false);
  });
});
