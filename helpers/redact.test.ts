import { describe, expect, test } from 'vitest';
import { excerpt, redact, redactDeep, redactShapes, registerSecret } from './redact.ts';

const hex = '0123456789abcdef'.repeat(4);

describe('by value', () => {
  const secret = 'p&ss "wörd"/+?';
  registerSecret(secret);
  const forms: Record<string, string> = {
    plain: secret,
    'percent-encoded': encodeURIComponent(secret),
    'percent-encoded in lower case': encodeURIComponent(secret).toLowerCase(),
    form: new URLSearchParams({ x: secret }).toString().slice(2),
    json: JSON.stringify(secret).slice(1, -1),
    'json in json': JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    xml: secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
    base64: Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    hex: Buffer.from(secret).toString('hex'),
  };
  test.each(Object.entries(forms))('%s form is blanked out', (_name, form) => {
    expect(redact(`before ${form} after`)).toBe('before [redacted] after');
  });

  test.each(['u:', 'ab:', 'abc:'])('inside base64 after "%s" nothing of it can be read', (prefix) => {
    const coded = redact(Buffer.from(prefix + secret).toString('base64'));
    expect(Buffer.from(coded.replace('[redacted]', ''), 'base64').toString()).not.toContain('wörd');
  });

  test('a value too short to be told from a word is left alone', () => {
    registerSecret('abc');
    expect(redact('the abc of it')).toBe('the abc of it');
  });

  test('a registered fingerprint-like value goes, another stays', () => {
    registerSecret('f'.repeat(64));
    expect(redact(`${'f'.repeat(64)} ${hex}`)).toBe(`[redacted] ${hex}`);
  });
});

describe('by shape', () => {
  test.each([
    ['/api/bpg?token=abc123&universe=u', '/api/bpg?token=[redacted]&universe=u'],
    ['?project=p&api_token=0000', '?project=p&api_token=[redacted]'],
    ['username=bob&password=hunter2', 'username=bob&password=[redacted]'],
    ['{"token":"abc","n":1}', '{"token":"[redacted]","n":1}'],
    ['{"token": "a\\"b", "n":1}', '{"token": "[redacted]", "n":1}'],
    ['{\\"smtp_password\\":\\"abc\\",\\"n\\":1}', '{\\"smtp_password\\":\\"[redacted]\\",\\"n\\":1}'],
    ['{"tokens":["abc","def"],"n":1}', '{"tokens":[[redacted]],"n":1}'],
    ['{"password":12345}', '{"password":[redacted]}'],
    ['{"awsSecretAccessKey":"abc"}', '{"awsSecretAccessKey":"[redacted]"}'],
    ['{"token":"cut off in the mid', '{"token":"[redacted]'],
    ['Authorization: Basic dXNlcjpwdw==\nHost: x', 'Authorization: [redacted]\nHost: x'],
    ['x-coroner-token: abc', 'x-coroner-token: [redacted]'],
    ['Set-Cookie: token=abc; Path=/', 'Set-Cookie: [redacted]'],
    ['https://bob:pw@host.example/x', 'https://[redacted]@host.example/x'],
    [`invalid token '${hex}'`, "invalid token '[redacted]'"],
    [`https://submit.backtrace.io/acme/${hex}/json`, 'https://submit.backtrace.io/acme/[redacted]/json'],
    ['a -----BEGIN PRIVATE KEY-----\nAA\n-----END PRIVATE KEY----- b', 'a [redacted] b'],
    ['-----BEGIN RSA PRIVATE KEY-----\nAAAA', '[redacted]'],
    ['SAMLResponse=PHNhbWw%2B&RelayState=1', 'SAMLResponse=[redacted]&RelayState=1'],
    ['password: hunter2', 'password: [redacted]'],
  ])('%s', (text, clean) => {
    expect(redactShapes(text)).toBe(clean);
  });

  test.each([
    `fingerprint ${hex}`,
    `{"fingerprint":"${hex}"}`,
    `token: sha256:${hex}`,
    'missing on new token: main/app',
    'invalid token',
    'tokens: 12 equal',
    '{"capabilities":"error:post","name":"x"}',
    'key=value and https://host.example:8443/a@b',
  ])('%s stays readable', (text) => {
    expect(redactShapes(text)).toBe(text);
  });
});

test('an excerpt is redacted before it is cut', () => {
  registerSecret('s3cret-value-of-some-length');
  for (const at of [480, 490, 499]) {
    expect(excerpt(`${'x'.repeat(at)}s3cret-value-of-some-length`, 500)).not.toMatch(/s3c/);
  }
  const long = excerpt(`${'y'.repeat(16 * 1024 - 5)}s3cret-value-of-some-length`, 16 * 1024);
  expect(long).not.toMatch(/s3c/);
  expect(excerpt('short', 500)).toBe('short');
});

test('a line for sudoers stays as it is to be pasted, and a password beside it does not', () => {
  const line = 'ops ALL=(root) NOPASSWD: /bin/sh -s';
  expect(redact(line)).toBe(line);
  expect(redact('NOPASSWD: hunter2 PASSWD: /bin/hunter2')).toBe('NOPASSWD: [redacted] PASSWD: [redacted]');
});

test('structures are redacted by field name and by value', () => {
  expect(redactDeep({ list: [{ password: 'x', note: 'token=abc' }], n: 1 })).toEqual({
    list: [{ password: '[redacted]', note: 'token=[redacted]' }],
    n: 1,
  });
});

// Where the time grew with the square of the length, it would not end within the test's bound.
test('hostile text of 1 MB is redacted', () => {
  for (const text of [
    '"'.repeat(1e6),
    'token'.repeat(2e5),
    '\\'.repeat(1e6),
    'a'.repeat(1e6),
    '-----BEGIN '.repeat(9e4),
  ]) {
    expect(excerpt(text, 500).length).toBeLessThan(600);
    expect(redact(text.slice(0, 100_000))).not.toBe('');
  }
});

describe('a secret of any length is blanked out whole', () => {
  const long = 'aB3-'.repeat(100_000);
  test.each<[string, (secret: string) => string]>([
    ['token=', (secret) => `?token=${secret}&n=1`],
    ['a quoted password=', (secret) => `password="${secret}" n`],
    ['a password= whose quote is not closed', (secret) => `password="${secret}`],
    ['token%3D', (secret) => `%3Ftoken%3D${secret}%26`],
    ['JSON', (secret) => `{"token":"${secret}","n":1}`],
    ['JSON in JSON', (secret) => `{\\"token\\":\\"${secret}\\",\\"n\\":1}`],
    ['JSON that is cut off', (secret) => `{"token":"${secret}`],
    ['a list', (secret) => `{"tokens":["${secret}"]}`],
    ['a header', (secret) => `Cookie: ${secret}\nHost: x`],
    ['a word', (secret) => `password: ${secret} n`],
    ['an invalid token', (secret) => `invalid token '${secret}'`],
    ['bearer', (secret) => `Bearer ${secret}`],
    ['a web token', (secret) => `eyJ${secret}.${secret}.${secret}`],
    ['a password in a URL', (secret) => `https://bob:${secret}@host.example/`],
    [
      'a submission URL',
      (secret) => `https://submit.backtrace.io/acme/${secret.replace(/[^a3]/gi, '0')}/json`,
    ],
    ['a private key', (secret) => `-----BEGIN KEY-----\n${secret}\n-----END KEY----- b`],
  ])('%s', (_name, text) => {
    expect(redactShapes(text(long))).toBe(redactShapes(text(long.slice(0, 64))));
    expect(redactShapes(text(long))).not.toMatch(/aB3-|a0?3/);
    expect(excerpt(text(long), 100_000)).not.toMatch(/aB3-/);
  });

  test.each(['x_'.repeat(100_000), `${'x'.repeat(100_000)}-api-`])('under a name of any length', (name) => {
    expect(redactShapes(`${name}token=abc`)).toBe(`${name}token=[redacted]`);
    expect(redactShapes(`{"${name}token":"abc"}`)).toBe(`{"${name}token":"[redacted]"}`);
  });

  test('registered', () => {
    const secret = `${'long'.repeat(50_000)}end`;
    registerSecret(secret);
    expect(redact(`a ${secret} b ${encodeURIComponent(secret).toUpperCase()} c`)).toBe(
      'a [redacted] b [redacted] c',
    );
    // Cut off, it is a secret still.
    expect(redact(`a ${secret.slice(0, 30_000)} b`)).toBe('a [redacted] b');
  });
});

test('of JSON in JSON, a quote within the secret does not end it', () => {
  const inner = JSON.stringify({ password: 'one"two\\', n: 1 });
  const clean = redactShapes(JSON.stringify({ inner }));
  expect(clean).toBe('{"inner":"{\\"password\\":\\"[redacted]\\",\\"n\\":1}"}');
});

test('a user name with an at sign does not hide the password behind it', () => {
  expect(redactShapes('https://bob@acme:hunter2@host.example/x')).toBe('https://[redacted]@host.example/x');
});

test('each of thousands of secrets is blanked out, whatever they begin with', () => {
  const secrets = Array.from({ length: 3_000 }, (_, number) => `common-beginning-${number}-of-all`);
  for (const secret of secrets) {
    registerSecret(secret);
    expect(redact(`<${secret}>`)).toBe('<[redacted]>');
  }
  expect(redact(secrets.join(' '))).toBe(secrets.map(() => '[redacted]').join(' '));
  expect(redact('common-beginning-x')).toBe('common-beginning-x');
});

test('of secrets that begin alike, the longest that is there is blanked out', () => {
  for (const secret of ['nest', 'nested', 'nested-secret']) registerSecret(secret);
  expect(redact('nested-secret nested-secre nes nestle')).toBe(
    '[redacted] [redacted]-secre nes [redacted]le',
  );
});

test('characters whose lower case is longer, or depends on the next one, shift nothing', () => {
  registerSecret('ΑΒΓΣ');
  expect(redact('İİİ αβγς αβγσδ İ')).toBe('İİİ [redacted] [redacted]δ İ');
});

test('a structure that is nested without end does not overflow the stack', () => {
  const nested: unknown = JSON.parse(`${'['.repeat(100_000)}"token=abc"${']'.repeat(100_000)}`);
  expect(JSON.stringify(redactDeep(nested))).toMatch(/^\[+"\[nested too deep\]"\]+$/);
});
