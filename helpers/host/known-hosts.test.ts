import { createHmac, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { parseKnownHosts, recordedKeys, typeOf } from './known-hosts.ts';

/** A key blob of a type, different for each name. */
function key(type: string, name: string): string {
  const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  return Buffer.concat([field(Buffer.from(type)), field(Buffer.from(name.padEnd(32, '.')))]).toString(
    'base64',
  );
}
const ed = (name: string) => `ssh-ed25519 ${key('ssh-ed25519', name)}`;

function trusted(text: string, host: string, port = 22): string[] {
  return recordedKeys(parseKnownHosts(text), host, port).trusted.map((one) => one.key.toString('base64'));
}
const named = (name: string) => key('ssh-ed25519', name);

test('finds a host by name, in a list, whatever the case, with a comment behind the key', () => {
  expect(trusted(`a.test,10.0.0.1 ${ed('a')} root@a\nb.test ${ed('b')}\n`, 'A.test')).toEqual([named('a')]);
});

test('finds a hashed name', () => {
  const salt = randomBytes(20);
  const digest = createHmac('sha1', salt).update('[a.test]:2222').digest('base64');
  const line = `|1|${salt.toString('base64')}|${digest} ${ed('a')}`;
  expect(trusted(line, 'a.test', 2222)).toEqual([named('a')]);
  expect(trusted(line, 'a.test')).toEqual([]);
});

test('finds a host on another port, and falls back to its plain name', () => {
  const text = `[a.test]:2222 ${ed('port')}\na.test ${ed('plain')}\n`;
  expect(trusted(text, 'a.test', 2222)).toEqual([named('port')]);
  expect(trusted(text, 'a.test', 22)).toEqual([named('plain')]);
  expect(trusted(text, 'a.test', 2200)).toEqual([named('plain')]);
});

test('understands wildcards and exceptions', () => {
  const text = `*.test,!bad.test ${ed('w')}\nhost? ${ed('q')}\n`;
  expect(trusted(text, 'good.test')).toEqual([named('w')]);
  expect(trusted(text, 'bad.test')).toEqual([]);
  expect(trusted(text, 'host1')).toEqual([named('q')]);
  expect(trusted(text, 'host12')).toEqual([]);
  // A dot is a dot.
  expect(trusted(`a.test ${ed('a')}`, 'axtest')).toEqual([]);
});

test('keeps revoked keys apart, and takes no certificate authority for a key', () => {
  const text = `@revoked * ${ed('bad')}\n@cert-authority *.test ${ed('ca')}\n@unheard-of a.test ${ed('x')}\n`;
  const found = recordedKeys(parseKnownHosts(text), 'a.test', 22);
  expect(found.trusted).toEqual([]);
  expect(found.revoked.map((bytes) => bytes.toString('base64'))).toEqual([named('bad')]);
});

test('passes over comments and lines that are no keys', () => {
  const text = [
    '# a.test ssh-ed25519 AAAA',
    '',
    'a.test',
    'a.test ssh-ed25519',
    'a.test ssh-ed25519 !!!!',
    'a.test 1024 35 1234567890',
    `a.test ssh-rsa ${named('wrong type')}`,
    `a.test\t${ed('good')}\r`,
  ].join('\n');
  expect(trusted(text, 'a.test')).toEqual([named('good')]);
});

test('tells the type of a key, and that something is no key', () => {
  expect(typeOf(Buffer.from(key('ecdsa-sha2-nistp256', 'x'), 'base64'))).toBe('ecdsa-sha2-nistp256');
  expect([Buffer.alloc(0), Buffer.from([0, 0, 0, 9, 1]), Buffer.from('text')].map(typeOf)).toEqual([
    '',
    '',
    '',
  ]);
});
