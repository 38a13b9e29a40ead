import { describe, expect, it } from 'vitest';
import type { CertificateFact } from './certificate.ts';
import { judgePort, lookSummary } from './judge.ts';
import { weakerKey } from './key-strength.ts';
import type { PortLook } from './look.ts';

const leaf = (key: CertificateFact['key'] = { type: 'ec', bits: 256 }): CertificateFact => ({
  subject: 'CN=bt.test',
  issuer: 'CN=Root',
  fingerprint: '00',
  from: '2026-01-01T00:00:00.000Z',
  to: '2027-01-01T00:00:00.000Z',
  key,
  names: 'DNS:bt.test',
});
const look = (more: Partial<PortLook> = {}): PortLook => ({
  port: 6098,
  speaks: 'tls',
  versions: { TLSv1: 'not offered', 'TLSv1.1': 'not offered', 'TLSv1.2': 'offered', 'TLSv1.3': 'offered' },
  ciphers: ['ECDHE-ECDSA-AES128-GCM-SHA256', 'AES128-SHA'],
  agreed: 'TLSv1.3 TLS_AES_256_GCM_SHA384',
  weak: [],
  names: [{ name: 'bt.test', chain: [leaf()], problems: [] }],
  notes: [],
  ...more,
});
const versions = (more: Partial<PortLook['versions']>) => ({ versions: { ...look().versions, ...more } });
const keyed = (type: string, bits: number) => ({
  names: [{ name: 'bt.test', chain: [leaf({ type, bits })], problems: [] }],
});
const port = { port: 6098, sources: ['listener http/writer'], tls: true };
const judge = (
  old: Partial<PortLook> | undefined,
  fresh: Partial<PortLook>,
  tls: boolean | undefined = true,
) => judgePort({ ...port, tls }, old && look(old), look(fresh));

describe('a port of the new server', () => {
  it('that is like the old one is well', () => {
    expect(judge({}, {})).toEqual({ findings: [], notes: [], unanswered: [] });
  });

  it('that only live sockets show may be plain, silent, or kept from outside', () => {
    const unnamed = { port: 7000, sources: ['live sockets only'], unnamed: true as const };
    const silent = { speaks: null, unanswered: { kind: 'silent', why: 'it says nothing' } } as const;
    for (const more of [{ speaks: 'other' }, silent] as const)
      expect(judgePort(unnamed, undefined, look(more))).toMatchObject({ findings: [], unanswered: [] });
    expect(judgePort(unnamed, undefined, look(silent)).notes.join()).toContain('it says nothing');
    const names = [{ name: 'bt.test', chain: [leaf()], problems: ['has expired'] }];
    expect(judgePort(unnamed, undefined, look({ names })).findings).toEqual([
      'port 7000 (live sockets only): as bt.test: has expired',
    ]);
  });

  it('names itself and its problems, one by one', () => {
    const names = [{ name: 'bt.test', chain: [leaf()], problems: ['has expired', 'is short'] }];
    expect(judge({}, { names }).findings).toEqual([
      'port 6098 (listener http/writer): as bt.test: has expired',
      'port 6098 (listener http/writer): as bt.test: is short',
    ]);
  });

  it('is not compared in silence with one that could not be looked at', () => {
    const gone = (kind: 'refused' | 'filtered') => ({
      speaks: null,
      unanswered: { kind, why: `it was ${kind}` },
    });
    expect(judge(gone('filtered'), {})).toMatchObject({
      findings: [],
      unanswered: ['port 6098 (listener http/writer): on the old server, it was filtered'],
    });
    expect(judge(gone('refused'), {})).toMatchObject({
      unanswered: [],
      notes: [expect.stringContaining('not compared: on the old server, it was refused')],
    });
  });

  it('is told to be worse than the old one only where that is known', () => {
    const offers = (old: 'untried' | 'not offered') =>
      judge(versions({ TLSv1: old }), versions({ TLSv1: 'offered' })).findings.join();
    expect(offers('untried')).toMatch(/TLS 1\.0 is offered, which is outdated \(RFC 8996\)$/);
    expect(offers('not offered')).toMatch(/the old server did not offer it$/);
  });

  it('must talk what it is meant to', () => {
    expect(judge({}, { speaks: 'http' }).findings.join()).toMatch(/should talk TLS, and talks plain HTTP/);
    expect(judge({}, { speaks: 'nothing' }).findings.join()).toMatch(/should talk TLS.*hangs up/);
    expect(judgePort({ ...port, tls: false }, look(), look()).findings.join()).toMatch(
      /should be plain, and talks TLS/,
    );
    expect(
      judgePort({ port: 6098, sources: ['x'] }, look(), look({ speaks: 'other' })).findings.join(),
    ).toMatch(/talked TLS on the old server/);
    expect(judgePort({ port: 6098, sources: ['x'] }, look({ speaks: 'nothing' }), look())).toMatchObject({
      findings: [],
      notes: [expect.stringContaining('did not on the old server')],
    });
  });

  it('is an open question where it could not be found out', () => {
    const unanswered = { kind: 'filtered' as const, why: 'no connection within 5 ms' };
    expect(judge({}, { speaks: null, unanswered })).toEqual({
      findings: [],
      notes: [],
      unanswered: ['port 6098 (listener http/writer): no connection within 5 ms'],
    });
    expect(judge({}, versions({ 'TLSv1.2': 'unanswered' })).unanswered).toHaveLength(1);
  });
});

describe('worse than the old server', () => {
  it.each([
    [
      'an outdated version more',
      {},
      versions({ TLSv1: 'offered' }),
      /TLS 1\.0 is offered.*the old server did not/,
    ],
    ['TLS 1.2 gone', {}, versions({ 'TLSv1.2': 'not offered' }), /TLS 1\.2 is missing on new/],
    ['TLS 1.3 gone', {}, versions({ 'TLSv1.3': 'not offered' }), /TLS 1\.3 is missing on new/],
    ['a broken family more', {}, { weak: ['RC4'] }, /RC4 are taken, which was not seen of the old server/],
    [
      'no good suite left',
      {},
      { ciphers: ['AES128-SHA'] },
      /no cipher suite of TLS 1\.2 with forward secrecy/,
    ],
    [
      'a shorter key',
      keyed('rsa', 4096),
      keyed('rsa', 2048),
      /RSA key of 2048 bits is weaker than the RSA key of 4096/,
    ],
  ])('is a finding: %s', (_what, old, fresh, message) => {
    expect(judge(old, fresh).findings.join()).toMatch(message);
  });

  it('cannot be told without an old one: what is outdated is wrong then', () => {
    expect(judge(undefined, versions({ 'TLSv1.1': 'offered' })).findings.join()).toMatch(
      /TLS 1\.1 is offered/,
    );
    expect(judge(undefined, { weak: ['RC4'] }).findings).toHaveLength(1);
  });
});

describe('no worse than the old server', () => {
  it.each([
    [
      'outdated as before',
      versions({ TLSv1: 'offered' }),
      versions({ TLSv1: 'offered' }),
      /as on the old server/,
    ],
    ['outdated no more', versions({ TLSv1: 'offered' }), {}, /TLS 1\.0 is missing on new/],
    ['a new version', versions({ 'TLSv1.3': 'not offered' }), {}, /TLS 1\.3 is extra on new/],
    ['weak as before', { weak: ['RC4'] }, { weak: ['RC4'] }, /as on the old server/],
    ['other suites', {}, { ciphers: ['ECDHE-RSA-AES256-GCM-SHA384'] }, /suites missing on new: .*AES128-SHA/],
    [
      'another kind of key',
      keyed('rsa', 4096),
      keyed('ec', 256),
      /the EC key of 256 bits, where the old server has/,
    ],
    ['a version that cannot be tried', {}, versions({ TLSv1: 'untried' }), /could not be tried/],
  ])('is a note: %s', (_what, old, fresh, message) => {
    const { findings, notes } = judge(old, fresh);
    expect(findings).toEqual([]);
    expect(notes.join()).toMatch(message);
  });
});

it('keys of two types are compared by whether they are long enough', () => {
  expect(weakerKey({ type: 'ec', bits: 256 }, { type: 'rsa', bits: 2048 })).toBe(false);
  expect(weakerKey({ type: 'ec', bits: 256 }, { type: 'rsa', bits: 1024 })).toBe(true);
  expect(weakerKey({ type: 'ec', bits: 384 }, { type: 'ec', bits: 256 })).toBe(true);
  expect(weakerKey({ type: 'rsa', bits: 1024 }, { type: 'rsa', bits: 1024 })).toBe(false);
});

describe('cipher suites of TLS 1.3', () => {
  const [gcm, ccm, short] = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_128_CCM_SHA256', 'TLS_AES_128_CCM_8_SHA256'];

  it('are compared as far as both sides told of them', () => {
    const { notes, findings, unanswered } = judge(
      { suites13: { [gcm]: 'offered', [ccm]: 'not offered', [short]: 'offered' } },
      { suites13: { [gcm]: 'not offered', [ccm]: 'offered', [short]: 'untried' } },
    );
    expect({ findings, unanswered }).toEqual({ findings: [], unanswered: [] });
    expect(notes.map((note) => note.replace(/^.*?\): /, ''))).toEqual([
      `could not be tried, since this machine's OpenSSL cannot speak them: ${short}`,
      `cipher suites of TLS 1.3 missing on new: ${gcm}`,
      `cipher suites of TLS 1.3 extra on new: ${ccm}`,
    ]);
  });

  it('are not compared with what an earlier version captured', () => {
    const { notes } = judge({}, { suites13: { [gcm]: 'offered', [ccm]: 'unanswered' } });
    expect(notes.join('\n')).toMatch(
      /not found out: TLS_AES_128_CCM_SHA256\n.*of the old server were not captured/,
    );
    expect(judge(undefined, { suites13: { [gcm]: 'offered' } }).notes).toEqual([]);
  });

  it('stand in the summary', () => {
    expect(lookSummary(look({ suites13: { [gcm]: 'offered', [ccm]: 'not offered' } }))).toContain(
      `TLS 1.3: ${gcm}\n`,
    );
  });
});
