import { expect, test } from 'vitest';
import type { LogLine } from './coronerd/symbold/rows.ts';
import type { FactOf } from './host/catalogue.ts';
import { parseKnownHosts } from './host/known-hosts.ts';
import { knownBadLines, unfamiliarLines } from './host/log-lines.ts';
import type { RawAnswer } from './host/parse/answer.ts';
import { parseCrashReportConf } from './host/parse/crash-report-conf.ts';
import { parseDisks } from './host/parse/disks.ts';
import { hostNamesIn, withoutComment } from './host/parse/host-names-in.ts';
import { parseJournal } from './host/parse/journal.ts';
import { listensInText } from './host/parse/listen-keys.ts';
import { parseProcessStats } from './host/parse/process-stats.ts';
import { parseSideFiles } from './host/parse/side-files.ts';
import { parseSockets } from './host/parse/sockets.ts';
import { parseStorage } from './host/parse/storage.ts';
import { parseVersion } from './host/parse/version.ts';
import { withoutHostNames } from './inventory/host-names.ts';
import { withoutSecrets } from './inventory/secrets.ts';
import { linksIn, textIn } from './mail/links.ts';
import { shortName } from './network/tls/certificate.ts';
import { excerpt, redact, redactShapes, registerSecret } from './redact.ts';
import { logFindings } from './symbold/log-findings.ts';
import { pemCertificates } from './trusted-certificates.ts';
import { clean, firstLine } from './verdict/text.ts';
import { versionsIn } from './version-order.ts';
import { readNotifications } from './webhook/notification.ts';

registerSecret(`${'a'.repeat(300)}b`);
registerSecret('a.a.a.secret');

const answer = (stdout: string): RawAnswer => ({ status: 0, stdout, stderr: '', cut: false });
const units = [{ name: 'coronerd.service', active: 'active', startedAt: 1 }] as FactOf<'units'>;
const said = (message: string): FactOf<'journal'> => [
  { atMs: 5_000, unit: 'coronerd.service', identifier: 'coronerd', pid: 1, priority: 3, message },
];
const inLog = (message: string): LogLine[] => [{ time: 1, level: 'error', message }];

/** Whatever reads a text from outside. That it does not understand a text is no concern here. */
const readers: Record<string, (text: string) => unknown> = {
  redact,
  redactShapes,
  excerpt: (text) => excerpt(text, 100_000),
  clean: (text) => clean(text, 500),
  firstLine: (text) => firstLine(text),
  'text of a mail': textIn,
  'links of a mail': (text) => linksIn({ html: text, text }),
  'line of a journal': (text) =>
    parseJournal(answer(JSON.stringify({ __REALTIME_TIMESTAMP: '1700000000000000', MESSAGE: text }))),
  'known-bad lines': (text) => knownBadLines(said(text), units),
  'unfamiliar lines': (text) => unfamiliarLines(said(text), units),
  'log of symbold': (text) => logFindings(inLog(`Download failed. message: ${text}`), 0),
  notification: (text) => readNotifications(JSON.stringify({ message: text, link: text })),
  'host names': hostNamesIn,
  'comment of a line': withoutComment,
  'crash-report.conf': (text) => parseCrashReportConf(answer(text)),
  listens: listensInText,
  sockets: (text) => parseSockets(answer(`LISTEN 0 1 0.0.0.0:80 0.0.0.0:* users:((${text}`)),
  'df -P': (text) => parseDisks(answer(`Filesystem\n${text}`)),
  'stat of processes': (text) => parseProcessStats(answer(`1 (${text}`)),
  'files of services': (text) => parseSideFiles({ ...answer(text), stderr: `find: '/${text}` }),
  'storage paths': (text) => parseStorage({ ...answer(''), stderr: `stat: cannot stat '/${text}` }),
  version: (text) => parseVersion(answer(text)),
  versions: versionsIn,
  'known hosts': parseKnownHosts,
  'names of servers': withoutHostNames(['new', 'new.example.com', 'a.a:443']),
  'secrets of a configuration': (text) => withoutSecrets({ name: text, value: text }),
  'subject of a certificate': shortName,
  certificates: pemCertificates,
};

const kinds = [
  'a.a.',
  'a',
  'a://::::',
  ':',
  'a://u:p@',
  '"token":"\\\\\\',
  '\\"token\\":\\"x',
  'token=',
  'token ',
  'cookie: "',
  'password="',
  'eyJ-',
  'eyJabcdefgh.',
  '-----BEGIN ',
  '-----BEGIN CERTIFICATE-----',
  ' ',
  '\t=',
  '=%3D',
  '"',
  "'",
  '\\',
  '[[',
  '{"a":[',
  '<a href="',
  '</',
  '/',
  '0',
  '0 ',
  '0.',
  '0 (\n',
  '#\t/*',
  '("a",',
  'assertion ',
  'read /',
  'CN',
  '\n',
  'İ',
];

function filled(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

/** The least time of several tries, in ms. */
function timeOf(read: (text: string) => unknown, text: string, tries: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let tried = 0; tried < tries; tried += 1) {
    const began = performance.now();
    try {
      read(text);
    } catch {
      // Not understood, or nested too deep: as good an answer as another.
    }
    least = Math.min(least, performance.now() - began);
  }
  return least;
}

const ordinary =
  'Nov 28 08:00:01 host coronerd[7]: {"project":"app","n":12} read /var/x, see https://h.example/a?b=c\n';
/** Times as long as ordinary text: what grows with the square takes thousands of times as long. */
const most = 150;

test.each(Object.entries(readers))(
  '%s: hostile text takes no longer than its length says',
  { timeout: 120_000 },
  (_name, read) => {
    // What grows with the square shows before it takes for ever.
    for (const length of [10_000, 100_000, 1_000_000]) {
      const plain = filled(ordinary, length);
      const usual = Math.max(timeOf(read, plain, 3), timeOf(redact, plain, 3));
      for (const kind of kinds) {
        const hostile = filled(kind, length);
        const once = timeOf(read, hostile, 1);
        const times = once / usual < most ? once / usual : Math.min(once, timeOf(read, hostile, 3)) / usual;
        expect(times, `${JSON.stringify(kind)}, ${length} characters`).toBeLessThan(most);
      }
    }
  },
);
