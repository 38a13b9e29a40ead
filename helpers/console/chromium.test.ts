import { chromium } from '@playwright/test';
import { describe, expect, it } from 'vitest';
import { chromiumArguments, findChromium, trustingAlso } from './chromium.ts';
import { launchWith } from './launch.ts';

const here = process.execPath;
const other = import.meta.filename;
const nowhere = '/nowhere/chromium';
const system = { shell: nowhere, whole: nowhere };

describe('the browser', () => {
  it.each([
    ['the one of the setting', findChromium(here, nowhere, { system }), { path: here }],
    ["Playwright's own", findChromium(undefined, here, { system }), {}],
    [
      "the system's shell",
      findChromium(undefined, nowhere, { system: { shell: here, whole: other } }),
      { path: here },
    ],
    [
      "the system's whole one where there is no shell",
      findChromium(undefined, nowhere, { system: { shell: nowhere, whole: here } }),
      { path: here },
    ],
    [
      "the system's whole one where a window is wanted",
      findChromium(undefined, nowhere, { headed: true, system: { shell: here, whole: other } }),
      { path: other },
    ],
  ])('is %s', (_which, found, expected) => {
    expect(found).toEqual(expected);
  });

  it('is not another one than the setting names', () => {
    expect(findChromium(nowhere, here)).toEqual({ missing: expect.stringContaining(nowhere) });
  });

  it('that is missing says how it is installed', () => {
    expect(findChromium(undefined, nowhere, { system })).toEqual({
      missing: expect.stringMatching(/npx playwright install chromium.*apt-get install chromium/),
    });
  });
});

describe('the command line of the browser', () => {
  const url = new URL('https://new.example.com:8443');

  it('leads the name of the server to its address', () => {
    expect(chromiumArguments({ url, address: '192.0.2.1' })).toContain(
      '--host-resolver-rules=MAP new.example.com 192.0.2.1',
    );
    expect(chromiumArguments({ url, address: '2001:db8::1' })).toContain(
      '--host-resolver-rules=MAP new.example.com [2001:db8::1]',
    );
    expect(chromiumArguments({ url }).join(' ')).not.toContain('resolver');
  });

  it('leads further names of the server to its address', () => {
    const words = chromiumArguments({ url, address: '192.0.2.1' }, { names: ['console.example.com'] });
    expect(words).toContain(
      '--host-resolver-rules=MAP new.example.com 192.0.2.1,MAP console.example.com 192.0.2.1',
    );
  });

  it('trusts keys that were proven, and never every certificate', () => {
    const words = chromiumArguments({ url }, { keys: ['a=', 'b='] });
    expect(words).toContain('--ignore-certificate-errors-spki-list=a=,b=');
    expect(chromiumArguments({ url }).join(' ')).not.toContain('certificate');
  });

  it('has a process for pictures of its own only where there is a window', () => {
    expect(chromiumArguments({ url })).toContain('--in-process-gpu');
    expect(chromiumArguments({ url }, { headed: true })).not.toContain('--in-process-gpu');
  });

  it('goes through no proxy, which would find the server by itself', () => {
    expect(chromiumArguments({ url })).toContain('--no-proxy-server');
  });

  it('trusts further keys beside the first ones', () => {
    const trusts = (words: string[]) => words.filter((word) => word.includes('spki-list'));
    const first = chromiumArguments({ url }, { keys: ['a='] });
    expect(trusts(trustingAlso(first, ['b=']))).toEqual(['--ignore-certificate-errors-spki-list=a=,b=']);
    expect(trusts(trustingAlso(chromiumArguments({ url }), []))).toEqual([]);
  });

  it('leaves out none of the features that Playwright turns on', async () => {
    const found = findChromium(process.env.PLAYWRIGHT_CHROMIUM, chromium.executablePath());
    if ('missing' in found) throw new Error(found.missing);
    const server = await chromium.launchServer(launchWith({ browser: found, server: { url } }));
    const words = server.process().spawnargs;
    await server.close();
    const lists = words.flatMap((word) => word.match(/^--enable-features=(.*)/)?.[1]?.split(',') ?? []);
    const last = words.findLast((word) => word.startsWith('--enable-features='));
    expect(lists).toContain('CDPScreenshotNewSurface');
    expect(lists.filter((feature) => !last?.includes(feature))).toEqual([]);
  });
});
