import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Recorder, recorder } from '../../testing/recorder.ts';
import { tell } from './third-party.ts';

let party: Recorder;
beforeEach(async () => {
  party = await recorder();
});
afterEach(() => party.close());

test('a name that the lab knows is told at its port on the loopback', async () => {
  const known = { 'hooks.partner.test': Number(new URL(party.url).port) };
  await tell({ url: 'http://hooks.partner.test/x', json: { a: 1 } }, { known });
  expect(await party.next()).toEqual({ a: 1 });
});

test.each([
  'http://hooks.slack.com/services/x',
  'https://127.0.0.1/x',
  'http://127.0.0.1.example.com/x',
  'http://127.example.com/x',
  'http://localhost.example.com/x',
  'http://10.0.0.1/x',
  'http://[2001:db8::1]/x',
])('nobody is looked for outside the loopback: %s', async (url) => {
  await expect(tell({ url, json: {} }, { known: {} })).rejects.toThrow(/ENOTFOUND/);
});

test.each(['not a url', '', 'file:///etc/passwd'])('%j is nobody', async (url) => {
  await expect(tell({ url, json: {} }, { known: {} })).rejects.toThrow(/not a URL|ENOTFOUND/);
});

test('one that cannot be reached, or answers with an error, is told as such', async () => {
  const port = Number(new URL(party.url).port);
  const known = { 'a.test': port };
  await expect(tell({ url: 'http://a.test/', json: {} }, { known, unreachable: ['a.test'] })).rejects.toThrow(
    /ETIMEDOUT a\.test/,
  );
  await party.close();
  await expect(tell({ url: 'http://a.test/', json: {} }, { known })).rejects.toThrow(/ECONNREFUSED/);
});
