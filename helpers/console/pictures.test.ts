import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registerSecret } from '../redact.ts';
import { picturesIn, removePictures } from './pictures.ts';
import { document, stage } from './testing/browser.ts';

const { app, origin, browser } = stage();
const plain = '<style>* { font-family: monospace }</style>';

app.get('/', (c) => {
  const secret = c.req.query('secret') ?? '';
  return c.html(
    document(`${plain}<h1>${c.req.query('title')}</h1><table><tr><td>Token</td><td>${secret}</td></tr></table>
<pre>morgue login https://host --token=${secret}</pre><p>Your token is <b>this</b>: ${secret}</p>
<input type="password" value="${secret}"><input readonly value="${secret}"><ul><li>Listeners</li><li>SMTP</li></ul>`),
  );
});

const results = mkdtempSync(join(tmpdir(), 'pictures-'));

async function pictureOf(title: string, secret: string): Promise<Buffer> {
  const page = await browser().newPage();
  await page.goto(`${origin()}/?${new URLSearchParams({ title, secret })}`);
  const file = await picturesIn(results, `step-${secret.slice(0, 3)}`).take(page, 'Access tokens / acme');
  await page.close();
  expect(file).toMatch(/access-tokens-acme\.jpg$/);
  return readFileSync(join(results, file ?? ''));
}

describe('a picture of a page', { timeout: 20_000 }, () => {
  it('is the same whatever the secret on the page is', async () => {
    const one = await pictureOf('Tokens', '1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d');
    const other = await pictureOf('Tokens', '9f8e7d6c5b4a3f2e1d0c9b8a7f6e5d4c');
    expect(one.equals(other)).toBe(true);
  });

  it.each([
    ['a cell', (secret: string) => `<table><tr><td>Token</td><td>${secret}</td></tr></table>`],
    ['a page without anything around it', (secret: string) => secret],
    ['words around it', (secret: string) => `<p>Your token is <b>this</b>: ${secret}</p>`],
    [
      'a word that stands in pieces',
      (secret: string) =>
        `<p id="p"></p><script>p.append('${secret.slice(0, 9)}', '${secret.slice(9)}')</script>`,
    ],
    ['a command', (secret: string) => `<pre>login --token ${secret.slice(0, 8)}</pre>`],
    ['a button', (secret: string) => `<input type="button" value="${secret}">`],
    [
      'a field for passwords',
      (secret: string) => `<input type="password" value="${secret.slice(0, Number(secret[0]))}">`,
    ],
    [
      'a field that nobody fills in',
      (secret: string) => `<textarea readonly>${secret.slice(0, 8)}</textarea>`,
    ],
    [
      'what a component draws',
      (secret: string) =>
        `<div id="d"></div><script>d.attachShadow({ mode: 'open' }).innerHTML = '<b>${secret}</b>'</script>`,
    ],
  ])('covers a secret in %s', async (_, content) => {
    const shot = async (secret: string) => {
      const page = await browser().newPage();
      await page.setContent(document(`${plain}<h1>x</h1>${content(secret)}<p>Hello</p>`));
      const file = await picturesIn(results, 'alone').take(page, secret.slice(0, 3));
      await page.close();
      return readFileSync(join(results, file ?? ''));
    };
    const one = await shot('1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d');
    expect(one.equals(await shot('9f8e7d6c5b4a3f2e1d0c9b8a7f6e5d4c'))).toBe(true);
  });

  it('shows what is no secret', async () => {
    const secret = '1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d';
    expect((await pictureOf('Tokens', secret)).equals(await pictureOf('Other', secret))).toBe(false);
  });

  it('is for nobody else, like the other results', async () => {
    const page = await browser().newPage();
    const file = await picturesIn(results, 'private').take(page, 'page');
    await page.close();
    expect(statSync(join(results, file ?? '')).mode & 0o777).toBe(0o600);
    expect(statSync(join(results, 'evidence', 'private')).mode & 0o777).toBe(0o700);
  });

  it('covers fields for passwords that are shown, and values that are registered as secrets', async () => {
    const masked = async (field: string, value: string) => {
      const page = await browser().newPage();
      await page.setContent(document(`<h1>x</h1><input ${field}><p>Hello</p>`));
      await page.locator('input').fill(value);
      const file = await picturesIn(results, `field-${value}`).take(page, 'page');
      await page.close();
      return readFileSync(join(results, file ?? ''));
    };
    for (const value of ['canary-a', 'canary-b']) registerSecret(value);
    expect((await masked('name="smtp_pass"', 'one')).equals(await masked('name="smtp_pass"', 'two'))).toBe(
      true,
    );
    expect((await masked('name="x"', 'canary-a')).equals(await masked('name="x"', 'canary-b'))).toBe(true);
    expect((await masked('name="x"', 'one')).equals(await masked('name="x"', 'two'))).toBe(false);
  });

  it('of an earlier run is removed with every step of a project, and nothing else', () => {
    const old = mkdtempSync(join(tmpdir(), 'pictures-'));
    for (const step of ['ui.triage', 'sso.login']) {
      mkdirSync(join(old, 'evidence', step), { recursive: true });
      writeFileSync(join(old, 'evidence', step, 'old.jpg'), '');
    }
    removePictures(old, ['ui.triage', 'ui.about']);
    expect(readdirSync(join(old, 'evidence'))).toEqual(['sso.login']);
  });

  it('takes the place of those of an earlier run', async () => {
    const page = await browser().newPage();
    await picturesIn(results, 'again').take(page, 'old');
    await picturesIn(results, 'again').take(page, 'new');
    await page.close();
    expect(readdirSync(join(results, 'evidence', 'again'))).toEqual(['new.jpg']);
  });
});
