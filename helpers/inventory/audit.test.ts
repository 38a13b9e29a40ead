import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../coronerd/status.ts';
import { takeAudit } from './audit.ts';
import { auditFindings } from './audit-findings.ts';

const noon = Date.parse('2026-05-01T12:00:00Z') / 1_000;
const at = (seconds: number, username = 'ada', universe: string | null = 'acme'): AuditEntry => {
  return { timestamp: noon + seconds, universe, username, subsystem: 'login', result: 0, message: 'x' };
};

function server(log: AuditEntry[]) {
  return {
    universes: async () => ['acme', 'other'].map((name, id) => ({ name, id, deleted: false })),
    // As a server does that tells a superuser everything, whichever universe was asked for.
    audit: async () => log,
  };
}

async function compare(old: AuditEntry[], fresh: AuditEntry[], cutoff = noon + 86_400, since?: string) {
  const before = await takeAudit(server(old), cutoff, 4);
  const after = await takeAudit(server(fresh), cutoff, Number.POSITIVE_INFINITY);
  return auditFindings(before, after, since);
}

describe('the audit log', () => {
  it('counts by universe and day up to the cutoff, each entry once', async () => {
    const log = [at(0), at(5), at(86_000), at(1, 'bo', 'other'), at(200_000)];
    expect(await takeAudit(server(log), noon + 100_000)).toMatchObject([
      { key: 'acme/2026-05-01', fields: { count: 2 } },
      { key: 'acme/2026-05-02', fields: { count: 1 } },
      { key: 'other/2026-05-01', fields: { count: 1 } },
    ]);
  });

  it('keeps the oldest and the newest entries of a day only', async () => {
    const log = Array.from({ length: 1_000 }, (_, index) => at(index));
    const [entry] = await takeAudit(server(log), noon + 5_000, 4);
    expect(entry?.fields).toMatchObject({ count: 1_000 });
    const kept = [entry?.fields.kept ?? []].flat();
    expect(kept).toHaveLength(4);
    expect(kept[3]).toMatch(/^12:16:39Z [0-9a-f]{12}$/);
  });

  it('may have grown, in another order', async () => {
    expect(await compare([at(0), at(1)], [at(50), at(1), at(0), at(90_000)])).toEqual([]);
  });

  it('tells a day that is lost', async () => {
    expect(await compare([at(0), at(86_300)], [at(0)])).toEqual([
      'missing on new: acme/2026-05-02 (audit log): all 1 entries of the day',
    ]);
  });

  it('tells entries that are lost, also behind new ones', async () => {
    expect(await compare([at(0), at(1), at(2)], [at(0), at(1)])).toEqual([
      'different: acme/2026-05-01 (audit log): old 3 entries, new 2',
    ]);
    expect(await compare([at(0), at(1)], [at(0), at(7), at(8)])).toEqual([
      'missing on new: acme/2026-05-01 (audit log): 1 of 2 entries looked for, at 12:00:01Z',
    ]);
  });

  it('tells two equal entries from one', async () => {
    expect(await compare([at(0), at(0)], [at(0), at(3)])).toHaveLength(1);
  });

  it('leaves out what the new server need not keep any more', async () => {
    expect(await compare([at(0)], [], undefined, '2026-05-02')).toEqual([]);
  });
});
