import { describe, expect, it } from 'vitest';
import { specEntries } from '../../fixtures/spec-index.ts';
import { callsIn } from './calls.ts';

const entries = (['server', 'data', 'ui', 'sso'] as const).flatMap(specEntries);

describe('what a step asks, read from its source', () => {
  it.each(entries.map(({ id, source }) => [id, source]))('%s: every call is known', (_id, source) => {
    const { asked, unknown } = callsIn(source);
    expect(unknown).toEqual([]);
    expect(asked.length).toBeGreaterThan(0);
  });

  it('is commands with their host, and requests with their server', () => {
    const { asked } = callsIn(
      "await newHost.ask('memory'); await oldHost?.askLater('load'); await newServer.login();",
    );
    expect(asked).toEqual([
      'new host: cat /proc/meminfo',
      'old host: cat /proc/loadavg  (a second time)',
      'new server: POST /api/login',
    ]);
  });

  it('leaves out a place that is not configured', () => {
    const source = "await newHost.ask('memory'); await oldHost?.ask('load'); await oldServer?.login();";
    expect(callsIn(source, ['old host']).asked).toEqual([
      'new host: cat /proc/meminfo',
      'old server: POST /api/login',
    ]);
    expect(callsIn(source, ['old host', 'old server']).asked).toEqual(['new host: cat /proc/meminfo']);
  });

  it('tells of a comparison how the two machines are told apart, where there are two', () => {
    const source = 'await pair.auditLog();';
    const machine = 'cat /proc/sys/kernel/random/boot_id';
    expect(callsIn(source).asked).toEqual(
      expect.arrayContaining([`old host: ${machine}`, `new host: ${machine}`]),
    );
    expect(callsIn(source, ['old host', 'old server']).asked.join()).not.toContain(machine);
  });

  it('names calls that are not listed', () => {
    expect(callsIn("await newServer.reformat(); await newHost.ask('nothing');").unknown).toEqual([
      'newServer.reformat',
      'newHost.ask(nothing)',
    ]);
  });
});
