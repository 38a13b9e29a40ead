import { describe, expect, it } from 'vitest';
import { type ConfFacts, confFindings } from './conf-findings.ts';
import type { InstalledService } from './installed.ts';
import { confFact, fileFact, unitFact } from './testing/facts.ts';

const path = '/etc/backtrace/alerts/alerts.json';
const service: InstalledService = {
  name: 'alerts',
  namedBy: ['a unit'],
  directories: ['/etc/backtrace/alerts'],
  units: [unitFact('backtrace-alerts.service', { user: 'coronerd' })],
};
const old = { names: ['old.example', 'old', '10.20.0.8'], shared: [], own: ['new.example'] };
const judged = (facts: Partial<ConfFacts>, names: typeof old | undefined = old) =>
  confFindings(service, { files: [fileFact(path)], conf: [confFact(path)], namedHosts: [], ...facts }, names);

describe('the configuration of a service', () => {
  it('is there, readable, not empty, and seen', () => {
    expect(judged({})).toEqual({
      findings: [],
      notes: [],
      seen: [`${path}: 10 bytes, text, root:root 644`],
      unread: [],
    });
  });

  it.each<[string, Partial<ConfFacts>, string[]]>([
    ['missing', { files: [], conf: [] }, ['no configuration file in /etc/backtrace/alerts/']],
    [
      'only a directory',
      { files: [fileFact(path, { kind: 'directory' })], conf: [] },
      ['no configuration file'],
    ],
    [
      'only a backup',
      { files: [fileFact(`${path}.bak`)], conf: [confFact(`${path}.bak`)] },
      ['no configuration file'],
    ],
    [
      'of another service',
      { files: [fileFact('/etc/backtrace/alerts2/a')], conf: [] },
      ['no configuration file'],
    ],
    ['empty', { files: [fileFact(path, { bytes: 0 })], conf: [] }, [`empty: ${path}`]],
    [
      'a dangling link',
      { files: [fileFact(path, { kind: 'dangling link', target: '/gone' })], conf: [] },
      [`${path} is a dangling link to /gone`],
    ],
    [
      'no JSON',
      { conf: [confFact(path, { form: 'JSON', problem: 'CloseBraceExpected in line 3' })] },
      ['is not JSON: CloseBraceExpected in line 3'],
    ],
    ['readable by root only', { files: [fileFact(path, { mode: '600' })] }, ['may not be read by coronerd']],
    [
      'about the old host',
      { namedHosts: [{ file: path, line: 4, host: 'old.example' }] },
      [`${path} (4) names the old host: old.example`],
    ],
    [
      'about the old host by its short name',
      {
        conf: [
          confFact(path, {
            hosts: [
              { key: 'server', host: 'old' },
              { key: 'url', host: 'old.example' },
            ],
          }),
        ],
      },
      [`${path} (server) names the old host: old`],
    ],
  ])('is wrong when it is %s', (_what, facts, findings) => {
    expect(judged(facts).findings).toEqual(findings.map((text) => expect.stringContaining(text)));
  });

  it('is right when one file of several is empty, or readable by root only, which is told', () => {
    const files = [
      fileFact(path),
      fileFact('/etc/backtrace/alerts/.keep', { bytes: 0 }),
      fileFact('/etc/backtrace/alerts/key.pem', { mode: '600' }),
    ];
    const found = judged({ files, conf: [confFact(path), confFact('/etc/backtrace/alerts/key.pem')] });
    expect(found.findings).toEqual([]);
    expect(found.notes).toEqual([
      expect.stringContaining('key.pem (root:root 600) may not be read by coronerd'),
    ]);
  });

  it('is not judged where its content did not come back', () => {
    expect(judged({ conf: [] })).toMatchObject({ findings: [], unread: [path] });
    const hidden = fileFact('/etc/backtrace/alerts/.env');
    expect(judged({ files: [fileFact(path), hidden] })).toMatchObject({ findings: [], unread: [] });
  });

  it('may name the old host in what is not in effect, and of another service, and where no old host is known', () => {
    const namedHosts = [
      { file: `${path}.dpkg-old`, line: 1, host: 'old.example' },
      { file: '/etc/backtrace/other/x', line: 1, host: 'old.example' },
    ];
    expect(judged({ namedHosts }).findings).toEqual([]);
    const named = [{ file: path, line: 1, host: 'old.example' }];
    expect(
      confFindings(service, { files: [fileFact(path)], conf: [confFact(path)], namedHosts: named }, undefined)
        .findings,
    ).toEqual([]);
  });
});
