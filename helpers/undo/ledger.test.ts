import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ServerRefused } from '../coronerd/refused.ts';
import { Ledger, type Leftover } from './ledger.ts';
import { removeMade } from './remove-made.ts';

const report = {
  server: 'https://new.example.com',
  kind: 'report',
  universe: 'acme',
  name: 'probe',
  title: 'migration-probe-1',
} as const;
const any = (item: Leftover): item is Leftover => item.kind === 'report';

let ledger: Ledger;
beforeEach(() => {
  ledger = new Ledger(mkdtempSync(join(tmpdir(), 'ledger-')));
});
afterEach(() => rmSync(join(ledger.file, '..'), { recursive: true, force: true }));

test('what is made is listed as unanswered until the server has spoken', async () => {
  const during = await ledger.making(report, async () => ledger.read());
  expect(during).toEqual([{ ...report, unanswered: true }]);
  expect(ledger.read()).toEqual([report]);
});

test('a refusal is an answer, silence is none', async () => {
  const refused = new ServerRefused({ said: 'no', status: 200, asked: 'POST /api/bpg', where: 'server' });
  await expect(ledger.making(report, () => Promise.reject(refused))).rejects.toBe(refused);
  expect(ledger.read()).toEqual([report]);
  await expect(ledger.making(report, () => Promise.reject(new Error('timed out')))).rejects.toThrow();
  expect(ledger.read()).toEqual([{ ...report, unanswered: true }]);
});

test('nothing is undone while it is still being made', async () => {
  let arrive = () => undefined as unknown;
  const made: string[] = [];
  const making = ledger.making(report, async () => {
    await new Promise((resolve) => {
      arrive = () => resolve(undefined);
    });
    made.push(report.title);
  });
  const undone = ledger.undo(any, async () => void made.splice(0));
  arrive();
  await Promise.all([making, undone]);
  expect(made).toEqual([]);
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
