import { expect, test } from 'vitest';
import { parseNamedHosts } from './named-hosts.ts';
import { answered, sample } from './samples/sample.ts';

test('reads hosts with file and line, of a real machine; comments and secrets are left out', () => {
  const { hosts: found } = parseNamedHosts(sample('debian-12', 'namedHosts', 2));
  expect(found).toContainEqual({
    file: '/etc/backtrace/workflows/config.json',
    line: 4,
    host: 'old.example.com',
  });
  expect(found).toContainEqual({ file: '/etc/nginx/sites-enabled/bt', line: 1, host: '10.20.0.8' });
  expect(found.filter(({ line, file }) => line === 2 && file.endsWith('config.json'))).toEqual([]);
  expect(JSON.stringify(found)).not.toContain('hunter2');
});

test('in nginx a name without dots is an upstream, elsewhere a host', () => {
  const text =
    '/etc/nginx/conf.d/a.conf:1:proxy_pass http://backend;\n/etc/backtrace/x/y:2:url=http://backend\n';
  expect(parseNamedHosts(answered(text)).hosts).toEqual([
    { file: '/etc/backtrace/x/y', line: 2, host: 'backend' },
  ]);
});

test('none is an answer, and an answer that was cut is none', () => {
  expect(parseNamedHosts(answered('', { status: 1 }))).toEqual({ hosts: [], unread: [] });
  expect(() => parseNamedHosts(answered('/a:1:x.y\n', { cut: true }))).toThrow('was cut');
});

test('a file that cannot be read is told, one that is not there is not', () => {
  const stderr = [
    'grep: /opt/backtrace/nginx/conf: No such file or directory',
    'grep: /etc/nginx/sites-enabled/gone: Too many levels of symbolic links',
    'grep: /etc/backtrace/a: warning: recursive directory loop',
    'grep: /etc/coronerd/bad.conf: Input/output error',
    'grep: /etc/nginx/conf.d/own: Permission denied',
  ].join('\n');
  expect(parseNamedHosts(answered('/a:1:x.y\n', { status: 2, stderr }))).toEqual({
    hosts: [{ file: '/a', line: 1, host: 'x.y' }],
    unread: [
      { file: '/etc/coronerd/bad.conf', why: 'Input/output error' },
      { file: '/etc/nginx/conf.d/own', why: 'Permission denied' },
    ],
  });
});
