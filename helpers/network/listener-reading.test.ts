import { describe, expect, it } from 'vitest';
import type { FactKey, FactOf } from '../host/catalogue.ts';
import { parseConf } from '../host/parse/conf.ts';
import { answered } from '../host/parse/samples/sample.ts';
import { parseSockets } from '../host/parse/sockets.ts';
import { Unanswered } from '../unanswered.ts';
import { judgeListeners } from './listener-difference.ts';
import { readListeners } from './listener-reading.ts';

const server = {
  url: new URL('https://bt.test'),
  login: async () => ({ endpoints: { post: [{ port: 6098, protocol: 'https' }] } }) as never,
  rows: async () => ({ listener: [{ id: 1, type: 'http/writer', port: 6098, __create: 7 }] }),
};

/** A host that answers from texts, as its tools print them. */
function host(conf: ReturnType<typeof answered>, ss?: string) {
  const facts: Partial<Record<FactKey, () => unknown>> = {
    conf: () => parseConf(conf),
    sockets: () => {
      if (ss === undefined) throw new Unanswered('no ss', { asked: 'ss -lntp', where: 'host' });
      return parseSockets(answered(ss));
    },
    units: () => [{ name: 'coronerd.service', mainPid: 10 }],
    processes: () => [{ pid: 10, ppid: 1, args: 'coronerd' }],
  };
  return { ask: async <K extends FactKey>(key: K) => facts[key]?.() as FactOf<K> };
}

const failed = (why: string) =>
  answered('', { status: 1, stderr: `cat: /etc/coronerd/coronerd.conf: ${why}\n` });
const good = answered('{"listener":{"write":{"https_bind":[{"hostname":"0.0.0.0","service":"6098"}]}}}');
const ss =
  'LISTEN 0 511 0.0.0.0:6098 0.0.0.0:* users:(("coronerd",pid=10,fd=3))\nLISTEN 0 5 127.0.0.1:25 0.0.0.0:* \n';

describe('what a side says of its listeners', () => {
  it('comes from the database, the login document, the file and the sockets', async () => {
    expect(await readListeners(server, host(good, ss))).toEqual({
      url: 'https://bt.test',
      endpoints: { post: [{ port: 6098, protocol: 'https' }] },
      rows: [{ id: 1, type: 'http/writer', port: 6098 }],
      conf: [{ key: 'listener.write.https_bind', hostname: '0.0.0.0', port: 6098 }],
      sockets: [
        { port: 6098, loopback: false, coronerd: true, backtrace: true },
        { port: 25, loopback: true, coronerd: false, backtrace: false },
      ],
      gaps: [],
    });
  });

  it('holds no secret of a row, and still tells whether two are equal', async () => {
    const [clear, other] = ['s3cr3t-of-the-listener', 'another-secret-of-it'];
    const read = (secret: string) =>
      readListeners(
        {
          ...server,
          rows: async () => ({
            listener: [
              {
                ...{ id: 1, type: 'http/writer', port: 6098, tls_password: secret },
                ...{ private_key: secret, proxy: `https://user:${secret}@proxy.test/`, dns_name: 'bt.test' },
              },
            ],
          }),
        },
        undefined,
      );
    const [one, same, changed] = [await read(clear), await read(clear), await read(other)];
    expect(one.rows[0]).toMatchObject({ port: 6098, dns_name: 'bt.test' });
    const told = JSON.stringify([one, changed, judgeListeners(one, changed)]);
    expect(told).not.toContain(clear);
    expect(told).not.toContain(other);
    expect(judgeListeners(one, same).findings).toEqual([]);
    expect(judgeListeners(one, changed).findings).toEqual([
      expect.stringMatching(
        /different: http\/writer port 6098: tls_password old "sha256:.*private_key.*proxy/,
      ),
    ]);
  });

  it('without a host is what the server says', async () => {
    expect(await readListeners(server, undefined)).toMatchObject({ conf: null, sockets: null, gaps: [] });
  });

  it.each([
    [
      'is missing, or a dangling link',
      failed('No such file or directory'),
      /does not exist, or is a link to a file that does not/,
    ],
    ['is unreadable', failed('Permission denied'), /cannot be read/],
    ['is not JSON', answered('listener { write 6098 }'), /is not JSON as a whole/],
  ])('has a gap where the file %s, and goes on', async (_what, conf, message) => {
    const { conf: binds, sockets, gaps } = await readListeners(server, host(conf, ss));
    expect(binds).toBeNull();
    expect(sockets).toHaveLength(2);
    expect(gaps).toEqual([expect.stringMatching(message)]);
  });

  it('has a gap where the sockets cannot be asked', async () => {
    expect(await readListeners(server, host(good))).toMatchObject({ sockets: null, gaps: ['no ss'] });
  });
});
