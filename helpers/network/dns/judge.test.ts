import { describe, expect, it } from 'vitest';
import { judgeName, type KnownAddresses } from './judge.ts';
import type { Resolved } from './resolve.ts';
import { canonicalAddress, distinctAddresses, isPrivateAddress } from './same-address.ts';

const known: KnownAddresses = {
  fresh: ['192.0.2.9', '2001:db8::9'],
  complete: false,
  old: ['192.0.2.8', '2001:db8::8'],
  beforeSwitch: false,
};
const endpoint = { name: 'bt.test', sources: ['console URL'], own: true };
const found = (more: Partial<Resolved>): Resolved => ({
  name: 'bt.test',
  chain: ['bt.test'],
  loops: false,
  A: ['192.0.2.9'],
  AAAA: ['2001:db8::9'],
  exists: true,
  ...more,
});
const judge = (more: Partial<Resolved>, about: Partial<KnownAddresses> = {}, own = true) =>
  judgeName({ ...endpoint, own }, found(more), { ...known, ...about });

describe('a name after the switch', () => {
  it('leads to the new server, with one family or both', () => {
    expect(judge({})).toEqual({ findings: [], notes: [], unanswered: [] });
    expect(judge({ AAAA: [] }).findings).toEqual([]);
  });

  it('must not lead to the old server, in neither family, also beside the new one', () => {
    expect(judge({ A: ['192.0.2.8', '192.0.2.9'] }).findings).toEqual([
      'bt.test (console URL) still points to the old server: A 192.0.2.8',
    ]);
    expect(judge({ AAAA: ['2001:db8::8'] }).findings.join()).toMatch(/old server: AAAA 2001:db8::8/);
  });

  it('need not exist where it only identifies the server, and must not lead to the old one then either', () => {
    const identifier = { ...endpoint, own: false, identifier: true } as const;
    const judged = (more: Partial<Resolved>) => judgeName(identifier, found(more), known);
    for (const more of [{ exists: false, A: [], AAAA: [] }, { unanswered: 'SERVFAIL' }])
      expect(judged(more)).toMatchObject({
        findings: [],
        unanswered: [],
        notes: [expect.stringContaining('need not be in DNS')],
      });
    expect(judged({ A: ['192.0.2.77'] })).toMatchObject({ findings: [], unanswered: [] });
    expect(judged({ A: ['192.0.2.8'] }).findings.join()).toMatch(/still points to the old server/);
  });

  it('must not lead elsewhere, unless nothing is known of the new server', () => {
    expect(judge({ A: ['192.0.2.77'] }).findings.join()).toMatch(/points elsewhere.*EXPECT_ADDRESSES/);
    expect(judge({ A: ['192.0.2.77'] }, { complete: true }).findings.join()).not.toMatch(/EXPECT_ADDRESSES/);
    expect(judge({ A: ['192.0.2.77'], AAAA: [] }, { fresh: [] })).toMatchObject({
      findings: [],
      notes: [expect.stringContaining('not known')],
    });
  });

  it('is not judged where the machine is behind a translation of addresses', () => {
    const private_ = { fresh: ['10.0.0.9'], old: [] };
    expect(judge({ A: ['198.51.100.1'], AAAA: [] }, private_)).toMatchObject({
      findings: [],
      unanswered: [expect.stringContaining('set EXPECT_ADDRESSES')],
    });
    expect(judge({ A: ['10.0.0.77'], AAAA: [] }, private_).findings).toHaveLength(1);
    expect(judge({ A: ['198.51.100.1'], AAAA: [] }, { ...private_, complete: true }).findings).toHaveLength(
      1,
    );
  });

  it('of another machine may lead anywhere but to the old server', () => {
    expect(judge({ A: ['192.0.2.77'] }, {}, false).findings).toEqual([]);
    expect(judge({ A: ['192.0.2.8'] }, {}, false).findings).toHaveLength(1);
  });
});

describe('a name before the switch', () => {
  it('may lead to the old server: what has to change is told', () => {
    const { findings, notes } = judge(
      { A: ['192.0.2.8'], AAAA: ['2001:db8::8'] },
      { fresh: ['192.0.2.9'], beforeSwitch: true },
    );
    expect(findings).toEqual([]);
    expect(notes).toEqual([
      expect.stringMatching(/A 192\.0\.2\.8 is the old server; at the switch, change it to 192\.0\.2\.9$/),
      expect.stringMatching(/AAAA 2001:db8::8 is the old server; at the switch, remove it$/),
    ]);
  });

  it('may not exist yet', () => {
    const nothing = { exists: false, A: [], AAAA: [] };
    expect(judge(nothing, { beforeSwitch: true })).toEqual({
      findings: [],
      notes: [expect.stringMatching(/does not exist yet .*create it at the switch, with 192\.0\.2\.9 and/)],
      unanswered: [],
    });
    expect(judge(nothing).findings.join()).toMatch(/does not exist \(NXDOMAIN\)/);
  });

  it.each([
    [{ exists: false, A: [], AAAA: [], chain: ['bt.test', 'x.test'] }, /alias of a name that does not exist/],
    [{ A: [], AAAA: [] }, /neither an A nor an AAAA record/],
    [
      { loops: true, chain: ['bt.test', 'x.test', 'bt.test'] },
      /leads back to itself.*bt\.test → x\.test → bt\.test/,
    ],
  ])('is wrong already where it is broken: %j', (more, message) => {
    expect(judge(more, { beforeSwitch: true }).findings.join()).toMatch(message);
  });

  it('is an open question where the name server fails', () => {
    expect(judge({ unanswered: 'SERVFAIL' }, { beforeSwitch: true })).toMatchObject({
      findings: [],
      unanswered: ['bt.test (console URL): SERVFAIL'],
    });
  });
});

describe('addresses', () => {
  it('are the same in every spelling', () => {
    expect(canonicalAddress('2001:DB8:0:0::1')).toBe('2001:db8::1');
    expect(canonicalAddress('::ffff:192.0.2.1')).toBe('192.0.2.1');
    expect(distinctAddresses(['192.0.2.1', '::ffff:192.0.2.1', 'fe80::1%eth0', 'x'])).toEqual([
      '192.0.2.1',
      'fe80::1',
    ]);
  });

  it.each(['10.1.2.3', '172.31.0.1', '192.168.1.1', '100.64.0.1', 'fd00::1', '127.0.0.1'])(
    '%s is private',
    (address) => {
      expect(isPrivateAddress(address)).toBe(true);
    },
  );

  it.each(['172.32.0.1', '198.51.100.1', '2001:db8::1'])('%s is not', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});
