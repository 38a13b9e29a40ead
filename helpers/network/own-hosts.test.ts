import { expect, test } from 'vitest';
import { isHere, isOn, ownHosts, withoutUser } from './own-hosts.ts';

const url = new URL('https://bt.example.com:8443');
const serviceHosts = [{ host: 'links.example.com' }, { host: 'jobs.example.com', port: 9443 }];
const own = ownHosts(['bt.example.com', 'acme.bt.example.com'], { url, serviceHosts });

test.each([
  ['https://bt.example.com:8443/p/x', true],
  ['https://bt.example.com/p/x', true],
  ['https://BT.example.com./p/x', true],
  ['https://acme.bt.example.com:8443/', true],
  ['https://links.example.com/x', true],
  ['https://links.example.com:7000/x', true],
  ['https://jobs.example.com:9443/', true],
  // Neither a name below one of them nor another port is listed.
  ['https://other.bt.example.com:8443/', false],
  ['https://bt.example.com:9999/', false],
  ['https://notbt.example.com/', false],
  ['http://links.example.com/', false],
  ['https://jobs.example.com/', false],
  ['https://bt.example.com@evil.example.com/', false],
])('%s leads to the server: %s', (link, is) => {
  expect(isOn(own, new URL(link))).toBe(is);
});

test('what SERVICE_HOSTS lists is no name of the server itself', () => {
  expect(isHere(own, new URL('https://links.example.com/'))).toBe(false);
  expect(isHere(own, new URL('https://acme.bt.example.com/'))).toBe(true);
});

test.each([
  'localhost',
  'console.localhost',
  '127.0.0.1',
  '[::1]',
  '0.0.0.0',
  '169.254.169.254',
  '[fe80::1]',
])('%s is never the server, whoever lists it', (host) => {
  const hosts = ownHosts(['bt.example.com', host], { url, serviceHosts: [{ host }, { host, port: 8443 }] });
  expect(isOn(hosts, new URL(`https://${host}/`))).toBe(false);
  expect(isOn(hosts, new URL(`https://${host}:8443/`))).toBe(false);
});

test('a server that NEW_URL itself finds on this machine is meant by that host', () => {
  const here = ownHosts(['127.0.0.1'], { url: new URL('http://127.0.0.1:8080') });
  expect(isOn(here, new URL('http://127.0.0.1:8080/p/x'))).toBe(true);
  expect(isOn(here, new URL('http://localhost:8080/p/x'))).toBe(false);
});

test('a user in a link is left out', () => {
  expect(withoutUser(new URL('https://ada:secret@bt.example.com/p?a=1')).href).toBe(
    'https://bt.example.com/p?a=1',
  );
});
