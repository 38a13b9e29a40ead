import { afterEach, describe, expect, it } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { captureNetwork } from './capture.ts';
import { networkSectionOf } from './section.ts';
import { certificate } from './testing/certificates.ts';
import { closeAll, tlsServer } from './testing/tls-server.ts';

afterEach(closeAll);

const settings = (port: number) => ({
  side: 'old' as const,
  url: new URL(`https://bt.test:${port}`),
  address: '127.0.0.1',
  credentials: { token: 't' },
});
const serverAt = (port: number, rows: () => Promise<never> | Promise<Record<string, never[]>>) => ({
  url: settings(port).url,
  login: async () => ({ endpoints: {}, universes: {} }) as never,
  rows,
});
const options = (port: number) => ({
  settings: settings(port),
  http: { connectTimeout: 1_000 },
  minCertificateDays: 0,
});

describe('the network of a baseline', () => {
  it('is captured as plain JSON that is read again', async () => {
    const own = await certificate('bt.test');
    const port = await tlsServer({ key: own.key, cert: own.pem });
    const { sections, gaps } = await captureNetwork(
      serverAt(port, async () => ({ listener: [] })),
      undefined,
      options(port),
    );
    const { looks, listeners } = networkSectionOf(JSON.parse(JSON.stringify(sections)));
    expect(gaps).toEqual([]);
    expect(listeners).toMatchObject({ url: `https://bt.test:${port}`, conf: null });
    expect(looks[0]).toMatchObject({ port, speaks: 'tls', names: [{ chain: [{ subject: 'CN=bt.test' }] }] });
    expect(JSON.stringify(sections)).not.toContain('PRIVATE KEY');
  });

  it('says what of it could not be had', async () => {
    const { gaps } = await captureNetwork(
      serverAt(1, async () => ({})),
      undefined,
      options(1),
    );
    expect(gaps).toEqual([expect.stringContaining('TLS of port 1: nothing listens')]);
    const refused = async () => {
      throw new Unanswered('gone', { asked: 'rows', where: 'x' });
    };
    expect(await captureNetwork(serverAt(1, refused), undefined, options(1))).toEqual({
      sections: {},
      gaps: ['listeners and TLS: gone'],
    });
  });

  it('holds no secret of a listener', async () => {
    const row = { type: 'http/writer', port: 6098, tls_password: 's3cr3t-of-the-listener' };
    const server = serverAt(1, async () => ({ listener: [row] }) as never);
    const { sections } = await captureNetwork(server, undefined, options(1));
    expect(JSON.stringify(sections)).toMatch(/"tls_password":"sha256:[0-9a-f]{64}"/);
    expect(JSON.stringify(sections)).not.toContain(row.tls_password);
  });

  it('is an open question in a baseline that has none, or another form', () => {
    expect(() => networkSectionOf({})).toThrow(/"network" of the baseline .* is not there/);
    expect(() => networkSectionOf({ network: { looks: 1 } })).toThrow(Unanswered);
  });
});
