import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { Unanswered } from '../unanswered.ts';
import { openTracker } from './jira.ts';

test('a reply without an end is broken off, and is not taken for a ticket', async () => {
  const piece = Buffer.alloc(64 * 1024, ' ');
  let sent = 0;
  const server = createServer((_request, response) => {
    const more = () => {
      while (!response.destroyed) {
        sent += piece.length;
        if (!response.write(piece)) return;
      }
    };
    response.on('drain', more);
    more();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  try {
    const tracker = openTracker({ url, username: 'ops', password: 'pass-of-the-tracker' });
    const error = await tracker.ticket('X-1').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Unanswered);
    expect(String(error)).toMatch(/answered with more than 4194304 bytes, which are not read \(GET .*X-1\)/);
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
