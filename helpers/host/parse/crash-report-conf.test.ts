import { expect, test } from 'vitest';
import { parseCrashReportConf } from './crash-report-conf.ts';
import { answered, sample } from './samples/sample.ts';

test('reads where reports go, and no token', () => {
  const fact = parseCrashReportConf(sample('debian-12', 'crashReportConf'));
  expect(fact).toEqual({
    present: true,
    readable: true,
    universeName: 'demo',
    write: { url: 'https://new.backtrace.test:6098', host: 'new.backtrace.test', port: 6098 },
    read: { url: 'https://new.backtrace.test', host: 'new.backtrace.test', port: 443 },
    roots: [{ name: 'self', path: '/var/coronerd/self' }],
  });
});

test('keeps the origin of a URL only, and reads HOST:PORT', () => {
  const text =
    '; c\n[universe]\nwrite = "https://u:hunter2@OLD.test:6098/hunter2?token=hunter2"\nread = old.test:4097\n';
  const fact = parseCrashReportConf(answered(text));
  expect(fact.write).toEqual({ url: 'https://old.test:6098', host: 'old.test', port: 6098 });
  expect(fact.read).toEqual({ url: 'old.test:4097', host: 'old.test', port: 4097 });
  expect(JSON.stringify(fact)).not.toContain('hunter2');
});

test('a missing file and an empty one are facts', () => {
  const stderr = 'cat: /etc/coronerd/coroner.cf: No such file or directory\n';
  expect(parseCrashReportConf(answered('', { status: 1, stderr }))).toMatchObject({
    present: false,
    write: null,
  });
  expect(parseCrashReportConf(answered(''))).toMatchObject({ present: true, write: null, roots: [] });
});
