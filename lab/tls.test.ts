import { X509Certificate } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { type Authority, makeAuthority } from './tls.ts';

let authority: Authority;
beforeAll(async () => {
  authority = await makeAuthority();
});

async function issued(how?: Parameters<Authority['issue']>[1]): Promise<X509Certificate[]> {
  const { cert } = await authority.issue(['a.test', '127.0.0.1'], how);
  const blocks = cert.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((pem) => new X509Certificate(pem));
}

test('a good certificate comes with the intermediate that the root signed', async () => {
  const [leaf, intermediate, ...more] = await issued();
  const root = new X509Certificate(authority.pem);
  expect(more).toEqual([]);
  expect(leaf?.verify(intermediate?.publicKey ?? root.publicKey)).toBe(true);
  expect(intermediate?.verify(root.publicKey)).toBe(true);
  expect([leaf?.ca, intermediate?.ca, root.ca]).toEqual([false, true, true]);
  expect(leaf?.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(leaf?.checkHost('a.test')).toBe('a.test');
});

test('chains are cut or out of order as asked', async () => {
  const names = (chain: X509Certificate[]) => chain.map(({ subject }) => subject);
  expect(names(await issued({ chain: 'leaf-only' }))).toEqual(['CN=a.test']);
  expect(names(await issued({ chain: 'wrong-order' }))).toEqual([
    'CN=a.test',
    'CN=Backtrace lab CA',
    'CN=Backtrace lab intermediate CA',
  ]);
});

test('certificates are bad as asked', async () => {
  const left = async (certificate: 'expired' | 'soon') => {
    const [leaf] = await issued({ certificate });
    return (Date.parse(leaf?.validTo ?? '') - Date.now()) / 86_400_000;
  };
  expect(await left('expired')).toBeLessThan(0);
  expect(await left('soon')).toBeCloseTo(3, 2);
  expect((await issued({ certificate: 'wrong-name' }))[0]?.checkHost('a.test')).toBeUndefined();
  const [own, ...more] = await issued({ certificate: 'self-signed' });
  expect(own?.verify(own.publicKey)).toBe(true);
  expect(more).toEqual([]);
  expect((await issued({ key: 'rsa-1024' }))[0]?.publicKey.asymmetricKeyDetails?.modulusLength).toBe(1024);
});
