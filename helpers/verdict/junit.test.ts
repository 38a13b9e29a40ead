import { describe, expect, it } from 'vitest';
import { registerSecret } from '../redact.ts';
import { junitXml } from './junit.ts';
import { sampleOutcome, sampleRun } from './sample-run.ts';

const xmlOf = (...outcomes: ReturnType<typeof sampleOutcome>[]) => junitXml(sampleRun(outcomes));

describe('JUnit XML', () => {
  it('has a case a step, with the id in its name and project and section as class', () => {
    const xml = xmlOf(sampleOutcome('services.conf', 'passed'));
    expect(xml).toMatch(/^<\?xml/);
    expect(xml).toContain('<testsuite name="server" timestamp="2026-11-22T10:00:00"');
    expect(xml).toContain('classname="server.misc-services" name="services.conf title of services.conf"');
  });

  it('counts each outcome once, failure and error apart', () => {
    const xml = xmlOf(
      sampleOutcome('a.passed', 'passed'),
      sampleOutcome('a.failed', 'failed'),
      sampleOutcome('a.error', 'error'),
      sampleOutcome('a.skipped', 'skipped', { skip: { kind: 'waived', reason: 'agreed' } }),
    );
    expect(xml).toMatch(/<testsuites name="[^"]*" tests="4" failures="1" errors="1" skipped="1">/);
    expect(xml).toMatch(/<failure message="what is wrong" type="failed">/);
    expect(xml).toMatch(/<error message="what is wrong" type="error">/);
  });

  it('says the reason of a skip in the attribute and in the text', () => {
    const skip = { kind: 'not configured', reason: 'NEW_SSH is not set' } as const;
    expect(xmlOf(sampleOutcome('a.b', 'skipped', { skip }))).toContain(
      '<skipped message="not configured: NEW_SSH is not set">not configured: NEW_SSH is not set</skipped>',
    );
  });

  it('has the evidence of passes too, and all findings of a failure', () => {
    expect(xmlOf(sampleOutcome('a.b', 'passed'))).toContain('new.example.com: systemctl status');
    const xml = xmlOf(sampleOutcome('a.b', 'failed', { findings: ['one thing', 'another thing'] }));
    expect(xml).toMatch(/message="one thing"[\s\S]*one thing\nanother thing[\s\S]*by hand: look there/);
  });

  it('writes times with at most three decimals and never with an exponent', () => {
    const times = [
      ...xmlOf(
        sampleOutcome('a.b', 'passed', { seconds: 4e-8 }),
        sampleOutcome('a.c', 'passed', { seconds: 1.23456 }),
      ).matchAll(/ time="([^"]*)"/g),
    ].map(([, time]) => time);
    expect(times).toEqual(['1.235', '0', '1.235']);
  });

  it('drops what XML forbids, and survives its own markup', () => {
    const finding = 'bell \u0007 esc \u001b[31mred\u001b[0m ]]> <a&b> \ud800 end';
    const xml = xmlOf(sampleOutcome('a.b', 'failed', { findings: [finding] }));
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800]|\[31m/);
    expect(xml).toContain('&lt;a&amp;b');
    const content = xml.replace(/ message="[^"]*"/g, '');
    expect(content.match(/<!\[CDATA\[/g)?.length).toBe(content.match(/\]\]>/g)?.length);
  });

  it('keeps secrets out of every part', () => {
    registerSecret('canary-junit-4711');
    const secret = 'value canary-junit-4711 here';
    const xml = xmlOf(
      sampleOutcome('a.b', 'failed', {
        findings: [secret],
        evidence: [{ where: secret, asked: secret, answered: secret }],
        notes: [secret],
      }),
      sampleOutcome('a.c', 'skipped', { skip: { kind: 'waived', reason: secret } }),
    );
    expect(xml).toContain('[redacted]');
    expect(xml).not.toContain('canary-junit');
  });

  it('reports an unsound run as an error of its own', () => {
    const xml = junitXml(
      sampleRun([sampleOutcome('a.b', 'passed')], { problems: ['a second test for a.b'] }),
    );
    expect(xml).toMatch(/errors="1"[\s\S]*run is sound[\s\S]*a second test for a\.b/);
  });
});
