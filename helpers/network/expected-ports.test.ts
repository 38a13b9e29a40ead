import { describe, expect, it } from 'vitest';
import { bindsWithoutPort, expectedPorts, type PortSources, rowsWithoutPort } from './expected-ports.ts';

const nothing: PortSources = {
  url: new URL('https://new.example.com'),
  endpoints: {},
  listenerRows: [],
  conf: [],
};

describe('the ports that a server says it has', () => {
  it('are at least the console port', () => {
    expect(expectedPorts(nothing)).toEqual([
      { port: 443, sources: ['console URL'], loopbackOnly: false, tls: true },
    ]);
  });

  it('are one entry a port, whichever sources name it', () => {
    const ports = expectedPorts({
      ...nothing,
      endpoints: { post: [{ port: 6098, protocol: 'https' }] },
      listenerRows: [
        { type: 'http/writer', port: '6098' },
        { type: 'http/writer', port: 6097 },
      ],
      conf: [{ key: 'listener.write.https_bind', hostname: '0.0.0.0', port: 6098 }],
    });
    expect(ports.map(({ port }) => port)).toEqual([443, 6097, 6098]);
    expect(ports[2]?.sources).toEqual([
      'endpoints.post (https)',
      'listener http/writer',
      'coronerd.conf listener.write.https_bind',
    ]);
  });

  it('are loopback only where nothing but a loopback bind names them', () => {
    const conf = [{ key: 'console.bind', hostname: '127.0.0.1', port: 9040 }];
    expect(expectedPorts({ ...nothing, conf }).find(({ port }) => port === 9040)?.loopbackOnly).toBe(true);
    const endpoints = { console: [{ port: 9040 }] };
    expect(
      expectedPorts({ ...nothing, conf, endpoints }).find(({ port }) => port === 9040)?.loopbackOnly,
    ).toBe(false);
  });

  it('take every field of a row that may hold one, and tell of rows without', () => {
    const rows = [
      { type: 'http/writer', http_port: 6097, https_port: 6098 },
      { type: 'odd', where: ':1' },
    ];
    expect(expectedPorts({ ...nothing, listenerRows: rows }).map(({ port }) => port)).toEqual([
      443, 6097, 6098,
    ]);
    expect(rowsWithoutPort(rows)).toEqual([expect.stringContaining('"odd"')]);
  });

  it('are meant to talk TLS where the sources that say so agree', () => {
    const meant = (sources: Partial<PortSources>, port: number) =>
      expectedPorts({ ...nothing, ...sources }).find((each) => each.port === port)?.tls;
    const bind = (key: string) => [{ key, hostname: null, port: 6098 }];
    expect(meant({ conf: bind('listener.write.https_bind') }, 6098)).toBe(true);
    expect(meant({ conf: bind('listener.write.http_bind') }, 6098)).toBe(false);
    expect(meant({ conf: bind('listener.read.bind') }, 6098)).toBeUndefined();
    expect(meant({ listenerRows: [{ http_port: 6097, https_port: 6098 }] }, 6097)).toBe(false);
    expect(meant({ listenerRows: [{ http_port: 6097, https_port: 6098 }] }, 6098)).toBe(true);
    const endpoints = { post: [{ port: 6098, protocol: 'http' }] };
    expect(meant({ endpoints, conf: bind('listener.write.https_bind') }, 6098)).toBeUndefined();
  });

  it('ignore rows and binds without a port', () => {
    const conf = [{ key: 'console.path', hostname: null, port: null }];
    expect(
      expectedPorts({ ...nothing, conf, listenerRows: [{ type: 'x' }, { port: 0 }, { port: 'abc' }] }),
    ).toHaveLength(1);
  });
});

it('binds by the name of an unknown service are told', () => {
  const conf = [
    { key: 'http_bind', hostname: null, port: 6097 },
    { key: 'odd_bind', hostname: null, port: null },
  ];
  expect(bindsWithoutPort(conf)).toEqual([expect.stringContaining('odd_bind')]);
});
