import { expect, test } from 'vitest';
import { parseConf } from './conf.ts';
import { answered, sample } from './samples/sample.ts';

test('reads a file with comments and trailing commas', () => {
  expect(parseConf(sample('debian-12', 'conf'))).toEqual({
    present: true,
    readable: true,
    parsed: true,
    storageDisks: ['/var/coronerd'],
    listeners: [
      { key: 'listener.write.http_bind', hostname: '0.0.0.0', port: 6097 },
      { key: 'listener.write.https_bind', hostname: '0.0.0.0', port: 6098 },
      { key: 'listener.read.bind', hostname: '127.0.0.1', port: 6099 },
    ],
    auditPath: '/var/log/coronerd-audit',
    configurationPath: null,
    symbolPath: null,
    hosts: [
      { key: 'listener.write.http_bind.hostname', host: '0.0.0.0' },
      { key: 'listener.write.https_bind.hostname', host: '0.0.0.0' },
      { key: 'listener.read.bind.hostname', host: '127.0.0.1' },
      { key: 'saml.provider', host: 'saml.backtrace.test' },
    ],
  });
});

test('reads storage disks as paths and as objects', () => {
  const disks = (value: unknown) =>
    parseConf(answered(JSON.stringify({ storage: { disks: value } }))).storageDisks;
  expect(disks(['/a', { path: '/b' }, { root: '/c' }, 7])).toEqual(['/a', '/b', '/c']);
  expect(disks('/only')).toEqual(['/only']);
});

test('reads other ways to say where it listens', () => {
  const { listeners } = parseConf(
    answered(
      '{"console":{"bind":{"hostname":"::","service":"https"}},"listener":{"read":{"bind":["[::1]:4097","x"]}}}',
    ),
  );
  expect(listeners).toEqual([
    { key: 'console.bind', hostname: '::', port: 443 },
    { key: 'listener.read.bind', hostname: '::1', port: 4097 },
    { key: 'listener.read.bind', hostname: null, port: null },
  ]);
});

test('keeps no secret', () => {
  const answer = answered('{"smtp":{"password":"hunter2","server":"mail.test"},"token":{"host":"hunter2"}}');
  expect(parseConf(answer).hosts).toEqual([{ key: 'smtp.server', host: 'mail.test' }]);
  expect(JSON.stringify(parseConf(answer))).not.toContain('hunter2');
});

test('says that a file is not JSON, and keeps what could be read', () => {
  expect(parseConf(answered('{"storage":{"disks":["/data"]},"listener":{…}}'))).toMatchObject({
    parsed: false,
    storageDisks: ['/data'],
  });
  expect(parseConf(answered('storage /data\n')).parsed).toBe(false);
  expect(parseConf(answered('')).parsed).toBe(false);
});

test('a missing and an unreadable file are facts', () => {
  const failed = (why: string) =>
    answered('', { status: 1, stderr: `cat: /etc/coronerd/coronerd.conf: ${why}\n` });
  expect(parseConf(failed('No such file or directory'))).toMatchObject({ present: false, readable: false });
  expect(parseConf(failed('Permission denied'))).toMatchObject({
    present: true,
    readable: false,
    parsed: false,
  });
  expect(() => parseConf(failed('Input/output error'))).toThrow('Input/output error');
});
