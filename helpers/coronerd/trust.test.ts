import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { connectNew } from './server.ts';
import { authority } from './testing/certificates.ts';
import { limits, recordingServer, settingsFor } from './testing/recording-server.ts';

let folder: string;
let caFile: string;
let ca: Awaited<ReturnType<typeof authority>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trust-'));
  caFile = join(folder, 'ca.pem');
  ca = await authority();
  await writeFile(caFile, `some comment\n${ca.pem}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

/** Asks a TLS server with a certificate for `name`, reached as new.example at 127.0.0.1. */
async function ask(name: string, settings: { caFile?: string; notAfter?: Date } = {}): Promise<unknown> {
  const tls = await recordingServer(
    (_, response) => void response.end('1'),
    await ca.issue(name, settings.notAfter),
  );
  const url = new URL(`https://new.example:${tls.port}`);
  const server = connectNew(
    settingsFor(tls.port, { url, address: '127.0.0.1', caFile: settings.caFile }),
    limits,
  );
  try {
    const { body } = await server.isConfigured();
    return new TextDecoder().decode(body);
  } catch (error) {
    return error;
  } finally {
    await server.close();
    await tls.close();
  }
}

test('a certificate of the given authority for the name of the URL is good, at another address', async () => {
  expect(await ask('new.example', { caFile })).toBe('1');
});

test.each([
  ['untrusted', 'new.example', {}, /certificate is not trusted .*NEW_CA_FILE/],
  ['for another name', 'old.example', { ca: true }, /issued for another name .*old\.example.*NEW_URL/],
  ['expired', 'new.example', { ca: true, notAfter: new Date(Date.now() - 1000) }, /has expired/],
])(
  'a certificate that is %s is told',
  async (_, name, { ca: trusted, notAfter }: { ca?: boolean; notAfter?: Date }, message) => {
    const error = await ask(name, { notAfter, ...(trusted && { caFile }) });
    expect(error).toBeInstanceOf(Unanswered);
    expect(String(error)).toMatch(message);
  },
);

test('an untrusted certificate stays untrusted where Node was told to take any', async () => {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  try {
    expect(String(await ask('new.example'))).toMatch(/not trusted/);
  } finally {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  }
});

test('TLS spoken to a plain port is told', async () => {
  const plain = await recordingServer(() => ({}));
  const server = connectNew(
    settingsFor(plain.port, { url: new URL(`https://127.0.0.1:${plain.port}`) }),
    limits,
  );
  await expect(server.isConfigured()).rejects.toThrow(/TLS handshake failed/);
  await server.close();
  await plain.close();
});

test.each([
  ['is missing', undefined, /NEW_CA_FILE: .* cannot be read/],
  ['holds no certificate', 'nothing', /holds no PEM certificate/],
  ['is damaged', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', /cannot be parsed/],
])('a CA file that %s is told', async (_, content, message) => {
  const bad = join(folder, `bad-${_.length}.pem`);
  if (content !== undefined) await writeFile(bad, content);
  const error = await ask('new.example', { caFile: bad });
  expect(error).toBeInstanceOf(Unanswered);
  expect(String(error)).toMatch(message);
});
