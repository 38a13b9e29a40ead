import { chmodSync, chownSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ServerRefused } from '../coronerd/refused.ts';
import { Ledger, LedgerFile, LedgerUnusable } from './ledger.ts';
import type { Leftover } from './leftover.ts';
import { removeMade } from './remove-made.ts';

const began = Date.parse('2026-11-28T08:00:00.000Z');
const server = { url: new URL('https://new.example.com'), reached: '192.0.2.10 port 443' };
const made = {
  kind: 'report',
  universe: 'acme',
  name: 'probe',
  title: 'migration-probe-00ff00ff00ff00ff',
  after: 7,
} as const;
const report = {
  ...made,
  server: { origin: 'https://new.example.com', reached: '192.0.2.10 port 443' },
  began: '2026-11-28T08:00:00.000Z',
};
const any = (item: Leftover): item is Leftover => item.kind === 'report';

let ledger: Ledger;
beforeEach(() => {
  ledger = new Ledger(mkdtempSync(join(tmpdir(), 'ledger-')), { began, server });
});
afterEach(() => rmSync(join(ledger.file, '..'), { recursive: true, force: true }));

test('what is made is listed as unanswered until the server has spoken', async () => {
  const during = await ledger.making(made, async () => ledger.read());
  expect(during).toEqual([{ ...report, unanswered: true }]);
  expect(ledger.read()).toEqual([report]);
});

test('a refusal is an answer, silence is none', async () => {
  const refused = new ServerRefused({ said: 'no', status: 200, asked: 'POST /api/bpg', where: 'server' });
  await expect(ledger.making(made, () => Promise.reject(refused))).rejects.toBe(refused);
  expect(ledger.read()).toEqual([report]);
  await expect(ledger.making(made, () => Promise.reject(new Error('timed out')))).rejects.toThrow();
  expect(ledger.read()).toEqual([{ ...report, unanswered: true }]);
});

test('nothing is undone while it is still being made', async () => {
  let arrive = () => undefined as unknown;
  const done: string[] = [];
  const making = ledger.making(made, async () => {
    await new Promise((resolve) => {
      arrive = () => resolve(undefined);
    });
    done.push(made.title);
  });
  const undone = ledger.undo(any, async () => void done.splice(0));
  arrive();
  await Promise.all([making, undone]);
  expect(done).toEqual([]);
  expect(ledger.read()).toEqual([]);
});

test('what arrives after it was looked for is removed, too', async () => {
  const listed = [0, 0, 1, 1];
  await removeMade({ unanswered: true }, async () => listed.shift() ?? 0, { seconds: 5 });
  expect(listed).toEqual([1]);
});

test('of a series, what is known does not stand for what was not answered', async () => {
  const listed = [2, 0, 1, 1];
  await removeMade({ unanswered: true }, async () => listed.shift() ?? 0, { known: 2, seconds: 5 });
  expect(listed).toEqual([1]);
});

test('what was answered is looked for once', async () => {
  const listed = [0, 1];
  await removeMade({}, async () => listed.shift() ?? 0, { seconds: 5 });
  expect(listed).toEqual([1]);
});

test('what never arrives is given up in time', async () => {
  let looks = 0;
  const remove = async () => {
    looks += 1;
    return 0;
  };
  await removeMade({ unanswered: true }, remove, { seconds: 0.25 });
  expect(looks).toBeGreaterThan(1);
});

describe('a list that is not as this pack writes it is trusted in nothing:', () => {
  const errors = {
    server: report.server,
    began: report.began,
    kind: 'errors',
    universe: 'acme',
    name: 'probe',
    mark: 'migration-probe-00ff00ff00ff00ff',
    sent: [],
  };
  const stopped = { server: report.server, began: report.began, kind: 'unit', host: 'new' };
  test.each<[string, unknown]>([
    ['an empty mark', [{ ...errors, mark: '' }]],
    ['a mark that every error carries', [{ ...errors, mark: 'a' }]],
    ['a title of the team', [{ ...report, title: 'Weekly crash report' }]],
    ['more than the pack writes', [{ ...errors, filter: {} }]],
    ['a server by its origin alone', [{ ...errors, server: 'https://new.example.com' }]],
    ['a unit of another kind', [{ ...stopped, unit: 'sshd.service' }]],
    ['a host that is a command', [{ ...stopped, unit: 'coronerd.service', host: 'h; reboot' }]],
    ['a host that is an option', [{ ...stopped, unit: 'coronerd.service', host: '-oProxyCommand=reboot' }]],
    ['no JSON', '{'],
  ])('%s', (_what, content) => {
    writeFileSync(ledger.file, typeof content === 'string' ? content : JSON.stringify(content));
    expect(() => ledger.read()).toThrow(LedgerUnusable);
    expect(() => ledger.read()).toThrow(/is not as this pack writes it \(.*move it away/);
  });

  test('one that the pack wrote is', () => {
    ledger.put(made);
    expect(new LedgerFile(join(ledger.file, '..')).read()).toEqual([report]);
  });

  test.runIf(process.platform !== 'win32')('one that others may write to', () => {
    ledger.put(made);
    chmodSync(ledger.file, 0o666);
    expect(() => ledger.read()).toThrow(/may be written to by others/);
  });

  test.runIf(process.platform !== 'win32')('one that is a link to somewhere else', () => {
    ledger.put(made);
    renameSync(ledger.file, `${ledger.file}.elsewhere`);
    symlinkSync(`${ledger.file}.elsewhere`, ledger.file);
    expect(() => ledger.read()).toThrow(/is not a plain file/);
  });

  test.runIf(process.getuid?.() === 0)('one of another user', () => {
    ledger.put(made);
    chownSync(ledger.file, 12_345, 12_345);
    expect(() => ledger.read()).toThrow(/belongs to another user \(uid 12345\)/);
  });
});
