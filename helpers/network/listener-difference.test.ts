import { describe, expect, it } from 'vitest';
import { judgeListeners } from './listener-difference.ts';
import type { ListenerReading } from './listener-reading.ts';

const socket = (port: number, more: Partial<NonNullable<ListenerReading['sockets']>[number]> = {}) => ({
  port,
  loopback: false,
  coronerd: true,
  backtrace: true,
  ...more,
});
const reading = (more: Partial<ListenerReading> = {}): ListenerReading => ({
  url: 'https://bt.test',
  endpoints: {
    post: [
      { port: 6097, protocol: 'http' },
      { port: 6098, protocol: 'https' },
    ],
  },
  rows: [
    { id: 1, type: 'http/console', port: 443, protocol: 'https', dns_name: 'old.test', concurrency: 32 },
    { id: 2, type: 'http/writer', port: 6097, protocol: 'http', dns_name: '', concurrency: 32 },
    { id: 3, type: 'http/writer', port: 6098, protocol: 'https', dns_name: '', concurrency: 32 },
  ],
  conf: [
    { key: 'listener.write.http_bind', hostname: '0.0.0.0', port: 6097 },
    { key: 'listener.write.https_bind', hostname: '192.0.2.8', port: 6098 },
    { key: 'listener.http-console.bind', hostname: '::', port: 443 },
  ],
  sockets: [socket(443), socket(6097), socket(6098), socket(22, { coronerd: false })],
  gaps: [],
  ...more,
});
const judge = (more: Partial<ListenerReading>) => judgeListeners(reading(), reading(more));
const rowsWith = (id: number, change: Record<string, string | number>) =>
  reading().rows.map((row) => (row.id === id ? { ...row, ...change } : row));

describe('the listeners of two servers', () => {
  it('are the same whatever numbers, names, order and own addresses they have', () => {
    const rows = reading().rows.map((row) => ({
      ...row,
      id: Number(row.id) + 7,
      dns_name: row.dns_name === '' ? '' : 'new.test',
    }));
    const conf =
      reading().conf?.map((each) => (each.port === 6098 ? { ...each, hostname: '192.0.2.9' } : each)) ?? [];
    const sockets = [
      ...(reading().sockets ?? []),
      socket(6098, { loopback: true }),
      socket(7000, { coronerd: false }),
    ];
    expect(judge({ rows: rows.reverse(), conf: conf.reverse(), sockets })).toEqual({
      findings: [],
      notes: [],
      unanswered: [],
    });
  });

  it('are compared as a multiset: a second one of the same kind counts', () => {
    const rows = [
      ...reading().rows,
      { id: 9, type: 'http/writer', port: 6098, protocol: 'https', dns_name: '', concurrency: 32 },
    ];
    expect(judge({ rows }).findings).toEqual(['database: extra on new: http/writer (https) port 6098']);
    expect(judge({ rows: reading().rows.slice(0, 2) }).findings).toEqual([
      'database: missing on new: http/writer (https) port 6098',
    ]);
  });

  it.each([
    [
      'port',
      rowsWith(3, { port: 16098 }),
      /different: http\/writer \(https\) port 6098: port old 6098, new 16098/,
    ],
    [
      'protocol',
      rowsWith(3, { protocol: 'http' }),
      /http\/writer \(https\) port 6098: protocol old "https", new "http"/,
    ],
    [
      'any other column',
      rowsWith(2, { concurrency: 1 }),
      /http\/writer \(http\) port 6097: concurrency old 32, new 1/,
    ],
    ['a name that is gone', rowsWith(1, { dns_name: '' }), /dns_name old "set", new "not set"/],
  ])('differ in %s', (_what, rows, message) => {
    expect(judge({ rows }).findings.join('\n')).toMatch(message);
  });

  it('differ in who can reach them', () => {
    const conf = reading().conf?.map((each) => ({ ...each, hostname: '127.0.0.1' })) ?? [];
    expect(judge({ conf }).findings).toHaveLength(3);
    const sockets = [socket(443), socket(6097, { loopback: true }), socket(6098)];
    expect(judge({ sockets }).findings).toEqual([
      'live sockets: different: socket port 6097: bind old "reachable", new "loopback"',
    ]);
  });

  it('are wrong where nothing listens, also if that was so on the old server', () => {
    const sockets = [socket(443), socket(6097)];
    const judged = judgeListeners(reading({ sockets }), reading({ sockets }));
    expect(judged.findings).toEqual([expect.stringMatching(/nothing listens on port 6098 \(.*https_bind\)/)]);
  });
});

describe('a source that was not read', () => {
  it('on one side is told, and the others are compared', () => {
    const judged = judgeListeners(reading({ conf: null, sockets: null }), reading());
    expect(judged).toMatchObject({ findings: [], unanswered: [] });
    expect(judged.notes).toEqual([
      'coronerd.conf not compared: not read on the old side',
      'live sockets not compared: not read on the old side',
    ]);
  });

  it('is an open question where the old host was asked for it, unless the new one was not read either', () => {
    const gap = { sockets: null, gaps: ['no ss'] };
    expect(judgeListeners(reading(gap), reading())).toMatchObject({
      findings: [],
      unanswered: ['on the old host: no ss'],
    });
    const neither = judgeListeners(reading(gap), reading({ sockets: null }));
    expect(neither.unanswered).toEqual([]);
    expect(neither.notes).toContain('on the old host: no ss');
  });

  it('is an open question where the new host was asked for it', () => {
    const judged = judge({ conf: null, gaps: ['coronerd.conf is not JSON'] });
    expect(judged).toMatchObject({ findings: [], unanswered: ['coronerd.conf is not JSON'] });
  });
});
