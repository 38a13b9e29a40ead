import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, withoutChromium } from '../../console/testing/browser.ts';
import { isChromium, offlineArguments } from './chromium.js';
import { takeViolations } from './record.js';

const site = createServer((_request, response) => response.end('<h1>of the lab</h1>'));

/** Code of a page that asks a server by UDP which way it has to others, until it knows. */
const looksForAWayOut = (urls: string) => `(async () => {
  const connection = new RTCPeerConnection({ iceServers: [{ urls: '${urls}' }] });
  connection.createDataChannel('x');
  const gathered = new Promise((done) => {
    connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && done();
  });
  await connection.setLocalDescription(await connection.createOffer());
  await gathered;
})()`;

describe.skipIf(withoutChromium)('a page in Chromium', () => {
  let browser: Browser;

  beforeAll(async () => {
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    browser = await openBrowser({ hostname: 'bt.test', address: '127.0.0.1' });
  });
  afterAll(async () => {
    await browser?.close();
    site.close();
  });
  afterEach(() => expect(takeViolations()).toEqual([]));

  it.each([
    'http://leaves.example/',
    'https://leaves.example/',
    'http://192.0.2.1/',
    'https://192.0.2.1:8443/',
    'https://[2001:db8::1]/',
    'http://169.254.169.254/',
  ])('cannot open %s, and the test is told', async (url) => {
    const page = await browser.newPage();
    await expect(page.goto(url)).rejects.toThrow('net::ERR_');
    await page.close();
    const message = `a test must not leave this machine: ${new URL(url).host}`;
    const told = takeViolations();
    expect(told.length).toBeGreaterThan(0);
    for (const each of told) expect(each).toMatch(`${message}`);
  });

  it('is told about what a page loads, and what it opens', async () => {
    const page = await browser.newPage();
    await page.setContent('<img src="http://pictures.example/x.png">');
    await page.evaluate(
      () =>
        new Promise((done) => {
          new WebSocket('ws://sockets.example/').onerror = done;
        }),
    );
    await page.close();
    const told = takeViolations().join();
    expect(told).toContain('pictures.example');
    expect(told).toContain('sockets.example');
  });

  it('sends no datagram', async () => {
    const socket = createSocket('udp4');
    let received = 0;
    socket.on('message', () => received++);
    await once(socket.bind(0, '127.0.0.1'), 'listening');
    const page = await browser.newPage();
    await page.evaluate(looksForAWayOut(`stun:127.0.0.1:${socket.address().port}`));
    await page.close();
    socket.close();
    expect(received).toBe(0);
  });

  it('finds no name below .invalid', async () => {
    const page = await browser.newPage();
    await expect(page.goto('http://nowhere.invalid/')).rejects.toThrow('net::ERR_NAME_NOT_RESOLVED');
    await page.close();
  });

  it.each(['bt.test', 'localhost', '127.0.0.1'])('opens what the lab serves at %s', async (host) => {
    const page = await browser.newPage();
    await page.goto(`http://${host}:${(site.address() as AddressInfo).port}/`);
    expect(await page.textContent('h1')).toBe('of the lab');
    await page.close();
  });
});

it('maps no name to a foreign address, and keeps switches before the page', () => {
  const words = [
    '/usr/bin/chromium',
    '--remote-debugging-pipe',
    '--no-proxy-server',
    '--host-resolver-rules=MAP a.test 127.0.0.1,MAP b.test 192.0.2.1,MAP c.test [::1]:8443,EXCLUDE d.test',
    'about:blank',
  ];
  const offline = offlineArguments(words, '127.0.0.1:9', 'MAP e.test 127.0.0.2,MAP f.test 192.0.2.1');
  expect(offline).toContain(
    '--host-resolver-rules=MAP a.test 127.0.0.1,MAP c.test [::1]:8443,MAP e.test 127.0.0.2,MAP * ~NOTFOUND,EXCLUDE localhost,EXCLUDE *.localhost,EXCLUDE 127.*,EXCLUDE ::1',
  );
  expect(offline.join(' ')).not.toMatch(/[bdf]\.test|no-proxy-server/);
  expect(offline.at(-1)).toBe('about:blank');
  expect(isChromium(words)).toBe(true);
  expect(isChromium(['node', '--import', 'tsx'])).toBe(false);
});
