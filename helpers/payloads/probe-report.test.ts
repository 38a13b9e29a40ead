import { expect, test } from 'vitest';
import { malformedReports } from './malformed-reports.ts';
import { markAttribute, probeReport } from './probe-report.ts';

test('a probe has what the server requires, and its parts agree', () => {
  const { report, mark, attributes, callstack, attachments, timestamp } = probeReport({
    attributes: { extra: 1 },
  });
  const sent = JSON.parse(JSON.stringify(report));
  for (const required of [
    'uuid',
    'timestamp',
    'lang',
    'langVersion',
    'agent',
    'agentVersion',
    'mainThread',
    'threads',
  ]) {
    expect(sent, required).toHaveProperty(required);
  }
  expect(sent.attributes).toEqual(attributes);
  expect(attributes).toMatchObject({ [markAttribute]: mark, extra: 1 });
  expect(sent.timestamp).toBe(timestamp);
  expect(sent.threads[sent.mainThread].stack.map(({ funcName }: { funcName: string }) => funcName)).toEqual(
    callstack,
  );
  expect(attachments.map(({ name }) => name)).toEqual(['prüfung ✓.txt', 'probe.bin']);
  expect(new Set(attachments[1]?.bytes).size).toBe(256);
});

test('of its threads only the main one is at fault', () => {
  const { report, callstack } = probeReport();
  const others = Object.entries(report.threads).filter(([name]) => name !== report.mainThread);
  expect(report.threads[report.mainThread]?.fault).toBe(true);
  expect(others.map(([, { fault, name }]) => ({ fault, name }))).toEqual([
    { fault: false, name: 'Arbeiter „2“' },
  ]);
  const functions = others.flatMap(([, { stack }]) => stack.map(({ funcName }) => funcName));
  expect(functions.length).toBeGreaterThan(1);
  expect(callstack).not.toEqual(expect.arrayContaining(functions));
});

test('no two probes are alike, and nothing is shared between them', () => {
  const [one, other] = [probeReport(), probeReport()];
  expect(one.mark).toMatch(/^migration-probe-[0-9a-f]{16}$/);
  expect(other.mark).not.toBe(one.mark);
  expect(other.report.uuid).not.toBe(one.report.uuid);
  one.report.threads.main?.stack.pop();
  expect(probeReport().report.threads.main?.stack).toHaveLength(4);
});

test('malformed reports carry their marks, and none is a report', () => {
  const all = malformedReports();
  expect(all.length).toBeGreaterThan(5);
  for (const { body, mark, flaw } of all) {
    if (mark !== null) expect(body, flaw).toContain(mark);
  }
  const parsed = all.map(({ body }) => {
    try {
      return JSON.parse(String(body));
    } catch {
      return undefined;
    }
  });
  const whole = parsed.filter((each) => each?.uuid && each.threads && Number.isInteger(each.timestamp));
  expect(whole).toEqual([]);
});
