import { describe, expect, it } from 'vitest';
import type { InstalledService } from './installed.ts';
import { type ListenFacts, listeningOf } from './listening.ts';
import { confFact, socketFact, unitFact } from './testing/facts.ts';

const unit = unitFact('backtrace-workflows.service', { mainPid: 10 });
const service: InstalledService = { name: 'workflows', namedBy: ['a unit'], directories: [], units: [unit] };
const listen = { key: 'port', hostname: null, port: 7071, socket: null };
const conf = [confFact('/etc/backtrace/workflows/config.json', { listens: [listen] })];
const process = (pid: number, ppid: number, args = 'node') => ({ pid, ppid, user: 'root', rssKb: 1, args });

const listening = (facts: Partial<ListenFacts>, of: Partial<InstalledService> = {}) =>
  listeningOf(
    { ...service, ...of },
    {
      sockets: [],
      processes: [process(10, 1), process(11, 10), process(99, 1)],
      sideProcesses: [],
      conf,
      ownNames: ['new.example', '10.20.0.9'],
      ...facts,
    },
  );
const nothingWrong = { findings: [], unknown: [] };

describe('a service with a port', () => {
  it.each<[string, Partial<ListenFacts>]>([
    ['its main process', { sockets: [socketFact(7071, [10, 'node'])] }],
    ['a child of it', { sockets: [socketFact(7071, [11, 'node'])] }],
    [
      'a process in its control group that systemd knows no main process of',
      { sockets: [socketFact(7071, [36, 'python3'])], sideProcesses: [{ pid: 36, unit: unit.name }] },
    ],
    ['one of several holders', { sockets: [socketFact(7071, [99, 'x'], [10, 'node'])] }],
  ])('listens with %s', (_what, facts) => {
    const found = listening(facts);
    expect(found).toMatchObject(nothingWrong);
    expect(found.seen).toEqual([
      expect.stringContaining('port 7071 (/etc/backtrace/workflows/config.json port)'),
    ]);
  });

  it('does not listen when nothing has the port, also where it listens on another', () => {
    const { findings } = listening({ sockets: [socketFact(7999, [10, 'node'])] });
    expect(findings).toEqual([
      'workflows: port 7071 (/etc/backtrace/workflows/config.json port): nothing listens on it; backtrace-workflows.service is active/running',
    ]);
  });

  it('does not listen when another program has the port', () => {
    const { findings } = listening({ sockets: [socketFact(7071, [99, 'nginx'])] });
    expect(findings).toEqual([
      expect.stringContaining('held by nginx (99) at 127.0.0.1:7071, by no process of'),
    ]);
  });

  it('is not judged where the host does not tell who holds the port', () => {
    const found = listening({ sockets: [socketFact(7071)] });
    expect(found.findings).toEqual([]);
    expect(found.unknown).toEqual([expect.stringContaining('does not tell which process')]);
  });

  it('says how its unit is, which did not start', () => {
    const failed = { ...unit, active: 'failed', sub: 'failed', result: 'exit-code', mainPid: 0 };
    const { findings } = listening({}, { units: [failed] });
    expect(findings).toEqual([expect.stringContaining('is failed/failed (exit-code)')]);
  });
});

describe('a service that an absolute endpoint names', () => {
  const endpoint = 'https://new.example:8443/api/workflows';
  it.each([
    ['itself', 10, 'node', 0],
    ['nginx, in front of it', 99, 'nginx', 0],
    ['a stranger', 99, 'python3', 1],
  ])('listens there with %s', (_what, pid, name, wrong) => {
    const sockets = [socketFact(8443, [pid, name]), socketFact(7999, [11, 'node'])];
    const found = listening({ conf: [], sockets }, { endpoint });
    expect(found.findings).toHaveLength(wrong);
    expect(found.unknown).toEqual([]);
  });

  it('does not listen when only nginx has the port and its unit failed', () => {
    const failed = { ...unit, active: 'failed', sub: 'failed', result: 'exit-code', mainPid: 0 };
    const sockets = [socketFact(8443, [99, 'nginx'])];
    const { findings } = listening({ conf: [], sockets }, { endpoint, units: [failed] });
    expect(findings).toEqual([expect.stringMatching(/listen on no TCP port; .*is failed\/failed/)]);
  });

  it('is not judged when only nginx has the port and nothing else is known', () => {
    const found = listening(
      { conf: [], sockets: [socketFact(8443, [99, 'nginx'])] },
      { endpoint, units: [] },
    );
    expect(found.findings).toEqual([]);
    expect(found.unknown).toEqual([expect.stringMatching(/neither a port of its own, a unit nor a process/)]);
  });

  it('on another host is not judged by it', () => {
    const sockets = [socketFact(7999, [10, 'node'])];
    const found = listening({ conf: [], sockets }, { endpoint: 'https://other.example/' });
    expect(found).toMatchObject(nothingWrong);
    expect(found.notes.join()).toContain("other.example, which is none of this server's names");
  });
});

describe('a service without a known port', () => {
  it('listens on whatever its processes hold', () => {
    const found = listening({ conf: [], sockets: [socketFact(7999, [11, 'node'])] });
    expect(found).toMatchObject(nothingWrong);
    expect(found.notes).toEqual([
      'workflows: no port of its own is configured; it listens on 127.0.0.1:7999',
    ]);
  });

  it('fails when they hold none', () => {
    expect(listening({ conf: [] }).findings).toEqual([expect.stringContaining('listen on no TCP port')]);
  });

  it.each([
    ['a oneshot', [unitFact('backtrace-workflows.service', { type: 'oneshot', active: 'inactive' })]],
    [
      'one that a timer starts',
      [{ ...unit, triggeredBy: ['backtrace-workflows.timer'] }, unitFact('backtrace-workflows.timer')],
    ],
  ])('need not when it is %s', (_what, units) => {
    expect(listening({ conf: [] }, { units })).toMatchObject(nothingWrong);
  });

  it('need not when it listens on a Unix socket, which is told', () => {
    const socket = { ...listen, port: null, socket: '/run/w.sock' };
    const found = listening({ conf: [confFact('/etc/backtrace/workflows/c', { listens: [socket] })] });
    expect(found).toMatchObject(nothingWrong);
    expect(found.notes.join()).toContain('/run/w.sock');
  });

  it('is found by the path of its program where no unit is known', () => {
    const processes = [process(50, 1, '/opt/backtrace/backtrace-workflows/bin/w')];
    const found = listening({ conf: [], processes, sockets: [socketFact(7999, [50, 'w'])] }, { units: [] });
    expect(found).toMatchObject(nothingWrong);
  });

  it('and without unit and process is not judged', () => {
    const { findings, unknown } = listening({ conf: [] }, { units: [], endpoint: '/api/workflows' });
    expect(findings).toEqual([]);
    expect(unknown).toEqual([
      'workflows: neither a port of its own, a unit nor a process of it is known; its endpoint is /api/workflows',
    ]);
  });
});
