import { expect, it } from 'vitest';
import { authority } from '../../coronerd/testing/certificates.ts';
import { parseSamlConf } from './saml-conf.ts';

const answer = (stdout: string, more = {}) => ({ status: 0, stdout, stderr: '', cut: false, ...more });

it('gives every value with its place, and secrets as digests', () => {
  const { settings, parsed } = parseSamlConf(
    answer(`{
      // by host name
      "tenants": { "backtrace.test": { "entryPoint": "https://idp.test/sso", "wants": ["a", true] } },
      "privateKey": "very-secret-1", "db": { "password": "very-secret-2" }, "pvk": "${'QUJD'.repeat(20)}",
    }`),
  );
  expect(parsed).toBe(true);
  const values = Object.fromEntries(settings.map(({ key, value }) => [key, value]));
  expect(values).toMatchObject({
    'tenants/backtrace.test/entryPoint': 'https://idp.test/sso',
    'tenants/backtrace.test/wants/0': 'a',
    'tenants/backtrace.test/wants/1': 'true',
  });
  for (const key of ['privateKey', 'db/password', 'pvk'])
    expect(values[key]).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(JSON.stringify(values)).not.toMatch(/very-secret|QUJD/);
});

it('reads certificates, as PEM or bare base64, with fingerprint and end', async () => {
  const { cert } = await (await authority()).issue('idp.test', new Date('2026-01-02T00:00:00Z'));
  const bare = cert.replace(/-----[^-]+-----|\s/g, '');
  const { settings, certificates } = parseSamlConf(
    answer(JSON.stringify({ cert, certs: [bare], name: 'x' })),
  );
  expect(settings).toEqual([{ key: 'name', value: 'x' }]);
  expect(certificates.map(({ key }) => key)).toEqual(['cert', 'certs/0']);
  expect(certificates[0]).toMatchObject({ subject: 'CN=idp.test', notAfter: '2026-01-02T00:00:00.000Z' });
  expect(certificates[0]?.fingerprint).toBe(certificates[1]?.fingerprint);
});

it('never shows a private key, whatever its field is called', () => {
  const pem = '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\n-----END PRIVATE KEY-----\n';
  const fact = parseSamlConf(answer(JSON.stringify({ anything: pem, list: [pem] })));
  expect(JSON.stringify(fact)).not.toContain('MIGHAgEA');
  expect(fact.settings.map(({ value }) => value.slice(0, 7))).toEqual(['sha256:', 'sha256:']);
});

it('takes a missing, a broken and a cut file for what they are', () => {
  const missing = { status: 1, stderr: 'cat: /opt/x/saml.json: No such file or directory' };
  expect(parseSamlConf(answer('', missing))).toMatchObject({ present: false, parsed: false });
  expect(parseSamlConf(answer('{ "a": ', {}))).toMatchObject({
    present: true,
    readable: true,
    parsed: false,
  });
  expect(parseSamlConf(answer('{}', { cut: true })).parsed).toBe(false);
  expect(parseSamlConf(answer('"text"')).parsed).toBe(false);
});
