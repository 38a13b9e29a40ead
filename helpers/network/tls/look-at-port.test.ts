import { createServer as createHttp } from 'node:http';
import { createServer as createTcp } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { certificate, family, type TestCertificate } from '../testing/certificates.ts';
import { closeAll, listenOn, tlsServer } from '../testing/tls-server.ts';
import { judgePort } from './judge.ts';
import { type LookOptions, lookAtPort } from './look-at-port.ts';
import { trustIn } from './trust.ts';

let all: { root: TestCertificate; middle: TestCertificate; leaf: TestCertificate };
beforeAll(async () => {
  all = await family('bt.test');
});
afterEach(closeAll);

const chained = (...chain: TestCertificate[]) => ({
  key: chain[0]?.key ?? '',
  cert: chain.map(({ pem }) => pem).join('\n'),
});
const look = (port: number, more: Partial<LookOptions> = {}, timeout = 2_000) =>
  lookAtPort(
    { host: '127.0.0.1', port, timeout },
    { names: ['bt.test'], trust: trustIn([all.root.pem]), minDays: 14, now: Date.now(), ...more },
  );
const problemsOf = async (port: number, more?: Partial<LookOptions>) =>
  (await look(port, more)).names.flatMap(({ problems }) => problems).join('\n');

describe('a TLS port', () => {
  it('tells versions, suites, what a client comes to, and a good chain in its order', async () => {
    const found = await look(await tlsServer(chained(all.leaf, all.middle)));
    expect(found).toMatchObject({ speaks: 'tls', weak: [], notes: [] });
    expect(found.unanswered).toBeUndefined();
    expect(found.versions).toEqual({
      TLSv1: 'not offered',
      'TLSv1.1': 'not offered',
      'TLSv1.2': 'offered',
      'TLSv1.3': 'offered',
    });
    expect(found.agreed).toMatch(/^TLSv1\.3 TLS_/);
    expect(found.ciphers).toContain('ECDHE-ECDSA-AES128-GCM-SHA256');
    expect(found.names[0]?.chain.map(({ subject }) => subject)).toEqual(['CN=bt.test', 'CN=Middle']);
    expect(found.names[0]?.problems).toEqual([]);
  });

  it('offers exactly the suites that it was given, in its own order', async () => {
    const given = ['ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-AES128-SHA'];
    const options = { ciphers: given.join(':'), honorCipherOrder: true, maxVersion: 'TLSv1.2' as const };
    const found = await look(await tlsServer({ ...chained(all.leaf, all.middle), ...options }));
    expect(found.ciphers).toEqual(given);
    expect(found.versions['TLSv1.3']).toBe('not offered');
  });

  it('offers exactly the suites of TLS 1.3 that it was given', async () => {
    const ciphers = 'TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_CCM_SHA256:DEFAULT';
    const found = await look(await tlsServer({ ...chained(all.leaf, all.middle), ciphers }));
    expect(found.suites13).toEqual({
      TLS_AES_128_GCM_SHA256: 'not offered',
      TLS_AES_256_GCM_SHA384: 'not offered',
      TLS_CHACHA20_POLY1305_SHA256: 'offered',
      TLS_AES_128_CCM_SHA256: 'offered',
      TLS_AES_128_CCM_8_SHA256: 'not offered',
    });
    const older = await look(
      await tlsServer({ ...chained(all.leaf, all.middle), maxVersion: 'TLSv1.2' as const }),
    );
    expect(older.suites13).toBeUndefined();
  });

  it('offers TLS 1.0 and 1.1 where it does', async () => {
    const options = { minVersion: 'TLSv1' as const, ciphers: 'ALL:@SECLEVEL=0' };
    const found = await look(await tlsServer({ ...chained(all.leaf, all.middle), ...options }));
    expect([found.versions.TLSv1, found.versions['TLSv1.1']]).toEqual(['offered', 'offered']);
    const old = await look(
      await tlsServer({
        ...chained(all.leaf, all.middle),
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1',
        ciphers: 'ALL:@SECLEVEL=0',
      }),
    );
    expect(old.versions['TLSv1.2']).toBe('not offered');
    expect(old.names[0]?.problems.join()).toMatch(/a usual client cannot connect/);
  });

  it('takes suites without encryption or authentication where it does', async () => {
    const ciphers = (list: string) => ({ ciphers: `${list}:@SECLEVEL=0`, maxVersion: 'TLSv1.2' as const });
    const good = chained(all.leaf, all.middle);
    const [both, none] = [
      await tlsServer({ ...good, ...ciphers('ALL:eNULL:aNULL') }),
      await tlsServer({ ...good, ...ciphers('ALL:!aNULL') }),
    ];
    expect((await look(both)).weak).toContain('no encryption (NULL)');
    expect((await look(none)).weak).toEqual([]);
  });

  it('that offers TLS 1.3 only hides the order of its chain, not its completeness', async () => {
    const only = { minVersion: 'TLSv1.3' as const };
    const whole = await look(await tlsServer({ ...chained(all.leaf, all.middle), ...only }));
    expect(whole.names[0]).toMatchObject({ problems: [], chain: [{}, {}] });
    expect(whole.notes.join()).toMatch(/hides the order/);
    expect(await problemsOf(await tlsServer({ ...chained(all.leaf), ...only }))).toMatch(
      /issued by "Middle", which was not sent/,
    );
  });
});

describe('a chain', () => {
  it('is incomplete without its intermediate, also where the CA file has it', async () => {
    const port = await tlsServer(chained(all.leaf));
    expect(await problemsOf(port)).toMatch(/issued by "Middle", which was not sent$/);
    const trust = trustIn([all.root.pem, all.middle.pem]);
    expect(await problemsOf(port, { trust })).toMatch(
      /which was not sent; only the CA file of the settings knows it/,
    );
  });

  it('is in the wrong order where an issuer does not follow', async () => {
    expect(await problemsOf(await tlsServer(chained(all.leaf, all.root, all.middle)))).toMatch(
      /wrong order: bt\.test, Root, Middle/,
    );
    expect(await problemsOf(await tlsServer(chained(all.leaf, all.middle, all.root)))).toBe('');
  });

  it('of another authority, or self-signed, is not trusted', async () => {
    const port = await tlsServer(chained(all.leaf, all.middle, all.root));
    expect(await problemsOf(port, { trust: trustIn([]) })).toMatch(
      /ends in the certificate "Root", which is not a trusted root/,
    );
    const own = await certificate('bt.test');
    expect(await problemsOf(await tlsServer(chained(own)))).toMatch(/"bt\.test" is self-signed/);
    expect(await problemsOf(await tlsServer(chained(own)), { trust: trustIn([own.pem]) })).toBe('');
  });

  it('with the same names but another key does not lead to the root', async () => {
    const other = await family('bt.test');
    const port = await tlsServer(chained(other.leaf, other.middle));
    expect(await problemsOf(port)).toMatch(/ends at no trusted root: the certificate "Middle"/);
  });

  it.each([
    ['has expired', { to: -1 }, /has expired on/],
    ['expires soon', { to: 3 }, /in [23]\.\d days; at least 14 are wanted/],
    ['is not valid yet', { from: 2 }, /is not valid before/],
    ['has a short key', { rsaBits: 1024 }, /RSA key of 1024 bits is too short/],
    ['is for clients', { usage: ['1.3.6.1.5.5.7.3.2'] }, /not meant for servers/],
    ['is for another name', { names: ['other.test'] }, /not for bt\.test: its names are DNS:other\.test/],
    ['has its name in the CN only', { names: [] }, /a CN alone does not count/],
  ])('whose certificate %s is told', async (_what, unusual, message) => {
    const leaf = await certificate('bt.test', { issuer: all.middle, ...unusual });
    expect(
      await problemsOf(await tlsServer({ ...chained(leaf, all.middle), ciphers: 'DEFAULT:@SECLEVEL=0' })),
    ).toMatch(message);
  });

  it('whose intermediate is no authority, or has expired, is told', async () => {
    const person = await certificate('Middle', { issuer: all.root, names: [] });
    const leaf = await certificate('bt.test', { issuer: person });
    expect(await problemsOf(await tlsServer(chained(leaf, person)))).toMatch(
      /"Middle" signs, but is no authority/,
    );
    const late = await certificate('Middle', { issuer: all.root, authority: true, to: -2, names: [] });
    const below = await certificate('bt.test', { issuer: late });
    expect(await problemsOf(await tlsServer(chained(below, late)))).toMatch(/"Middle" has expired/);
  });

  it('of one megabyte is more than clients take, and is not read to its end', async () => {
    const large = await certificate('Ballast', { ballast: 1024 * 1024 });
    const found = await look(await tlsServer(chained(all.leaf, all.middle, large)));
    expect(found.speaks).toBe('tls');
    expect(found.names[0]?.problems.join()).toMatch(/more certificates than clients take/);
  });

  it('is looked at for each name, by Server Name Indication', async () => {
    const other = await certificate('other.test', { issuer: all.middle });
    const { createSecureContext } = await import('node:tls');
    const contexts = { 'other.test': createSecureContext(chained(other, all.middle)) };
    const port = await tlsServer({
      ...chained(all.leaf, all.middle),
      SNICallback: (name, done) => done(null, contexts[name as keyof typeof contexts]),
    });
    const found = await look(port, { names: ['bt.test', 'other.test', 'third.test'] });
    expect(found.names.map(({ name, problems }) => [name, problems.length])).toEqual([
      ['bt.test', 0],
      ['other.test', 0],
      ['third.test', 1],
    ]);
  });
});

describe('a port that is none of TLS', () => {
  it.each([
    ['HTTP', () => createHttp(), 'http'],
    ['something else', () => createTcp((socket) => void socket.write('220 mail.test ESMTP\r\n')), 'other'],
    [
      'nothing and hangs up',
      () => createTcp((socket) => void socket.once('data', () => socket.destroy())),
      'nothing',
    ],
  ])('talks %s', async (_what, make, speaks) => {
    expect(await look(await listenOn(make()))).toMatchObject({ speaks, names: [] });
  });

  it('is not judged where it accepts and is silent, refuses, or hangs in the middle', async () => {
    const silent = await listenOn(createTcp(() => undefined));
    expect(await look(silent, {}, 150)).toMatchObject({ speaks: null, unanswered: { kind: 'silent' } });
    const half = await listenOn(
      createTcp((socket) => void socket.write(Buffer.from([0x16, 3, 3, 0x10, 0, 2]))),
    );
    expect(await look(half, {}, 150)).toMatchObject({ speaks: null, unanswered: { kind: 'silent' } });
    expect(await look(1)).toMatchObject({ speaks: null, unanswered: { kind: 'refused' } });
    const judged = judgePort({ port: 1, sources: ['x'], tls: true }, undefined, await look(1));
    expect(judged).toMatchObject({ findings: [], unanswered: [expect.stringContaining('nothing listens')] });
  });

  it('takes no more time than it may', async () => {
    const slow = await listenOn(createTcp(() => undefined));
    // One handshake alone may take longer than this test.
    expect(await look(slow, { total: 200 }, 120_000)).toMatchObject({ speaks: null });
  });
});
