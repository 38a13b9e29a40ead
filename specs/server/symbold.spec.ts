import { check, expect } from '../../fixtures/index.ts';
import { lacksLinesSince } from '../../helpers/coronerd/symbold/log-pages.ts';
import { symboldJournalLines } from '../../helpers/host/catalogue.ts';
import { isDrained } from '../../helpers/probe/download-probe.ts';
import type { QueueState } from '../../helpers/probe/symbol-queue.ts';
import { builtInLabels, fieldsWithoutLabel, isBuiltIn } from '../../helpers/symbold/built-in.ts';
import { countFindings, countsOf } from '../../helpers/symbold/counts.ts';
import { logFindings, logNotes, logSummary } from '../../helpers/symbold/log-findings.ts';
import { Unanswered } from '../../helpers/unanswered.ts';

check('symbol-servers.label', async ({ symbold, skipAs, evidence }) => {
  const servers = await symbold.servers();
  const custom = servers.filter((server) => !isBuiltIn(server));
  if (custom.length === 0) return skipAs('not applicable', 'every symbol server is one of the vendor');
  for (const server of custom) {
    evidence.show(server.scope, `label of ${server.url}`, server.name ?? '(no name)');
    expect
      .soft(builtInLabels(server), `${server.key} (${server.url}): what of its row says "Backtrace Server"`)
      .toEqual([]);
  }
  const looked = fieldsWithoutLabel(servers);
  if (looked)
    evidence.note(`no symbol server of the vendor carries the label; looked at: ${looked.join(', ')}`);
  evidence.note('the console may also put that label before a server of a whole universe: see its page');
});

check('symbol-servers.counts', async ({ symbold, settings, evidence }) => {
  const { maxSymbolFailurePercent: maxFailurePercent, maxSymbolFailureRise: maxFailureRise } =
    settings.limits;
  const unread: string[] = [];
  for (const server of await symbold.servers()) {
    if (server.enabled === false) continue;
    const [now, before] = [countsOf(server), await symbold.old(server)];
    if (!now) {
      unread.push(`${server.key}: ${server.shape}`);
      continue;
    }
    const old = before && countsOf(before);
    const own = Math.min(await symbold.ownFailures(server), now.failures);
    evidence.show(
      server.key,
      'downloads since it was added',
      `new: ${now.successes} succeeded, ${now.failures} failed (${own} for this pack's own test errors); old: ${old ? `${old.successes} succeeded, ${old.failures} failed` : 'not known'}`,
    );
    const judged = { ...now, failures: now.failures - own };
    const { findings, notes } = countFindings(judged, old, { maxFailurePercent, maxFailureRise });
    for (const text of notes) evidence.note(`${server.key}: ${text}`);
    expect.soft(findings.map((text) => `${server.key}: ${text}`)).toBeNone();
  }
  if (unread.length > 0) throw countsUnread(unread);
});

check('symbold.logs', async ({ symbold, newServer, hostIfAny, evidence }) => {
  const since = Date.now() - 24 * 3600 * 1000;
  const partial: string[] = [];
  for (const { id, key } of await symbold.servers()) {
    const log = await newServer.symbolServerLog(id, { most: 20_000, since });
    evidence.show(key, 'GET /api/symbold/logs/symbolserver, the newest lines', logSummary(log.lines));
    for (const text of logNotes(log.lines, since)) evidence.note(`${key}: ${text}`);
    expect.soft(logFindings(log.lines, since).map((text) => `${key}: ${text}`)).toBeNone();
    if (lacksLinesSince(log, since)) partial.push(`${key}: ${log.lines.length} lines`);
  }
  const journal = (await hostIfAny?.ask('symboldJournal')) ?? [];
  const said = journal.map(({ atMs, priority, message }) => ({
    time: atMs,
    level: priority <= 3 ? 'error' : null,
    message,
  }));
  if (!hostIfAny) evidence.note('NEW_SSH is not set: the journal of symbold was not looked at');
  else if (journal.length === 0)
    evidence.note('the journal has no line of symbold under the names that were asked for');
  expect.soft(logFindings(said, since).map((text) => `journal: ${text}`)).toBeNone();
  if (journal.length >= symboldJournalLines && journal.every(({ atMs }) => atMs >= since))
    partial.push(`the journal: ${journal.length} lines`);
  if (partial.length > 0) throw logsPartial(partial);
});

check('symbold.download', async ({ knownGood, settings, evidence }) => {
  const { symbol, listedBefore, listed, lines, successes, failures, skipped, queue } = await knownGood();
  const name = `${symbol.debugFile} ${symbol.debugId}`;
  evidence.show('log of the symbol servers', name, lines.join('\n') || 'nothing new');
  evidence.show(
    'queue of symbold',
    name,
    `before: ${shown(queue.before)}; at the end: ${shown(queue.after)}`,
  );
  if (skipped > 0) evidence.note(`${name} was on the skiplist, and was taken off`);
  evidence.note(`symbols cannot be deleted: ${name} stays`);

  const left = isDrained(queue.before, queue.after) ? 'drained' : shown(queue.after);
  expect.soft(left, `${name} in the queue of symbold (before: ${shown(queue.before)})`).toBe('drained');
  if (listedBefore && successes.length === 0 && failures.length === 0) throw downloadedBefore(name, lines);
  const said = lines.length > 0 ? `the log says: ${lines.join(' | ')}` : 'the log says nothing of it';
  const within = `within ${settings.limits.symbolSeconds} s`;
  expect
    .soft(successes.length, `new lines "Downloaded path" of ${name} ${within}; ${said}`)
    .toBeGreaterThan(0);
  expect.soft(listed, `${name} is listed among the uploaded symbols`).toBe(true);
  if (queue.after.unanswered) throw queueUnread(name, queue.after.unanswered);
  if (queue.after.holds === undefined)
    evidence.note(`whether ${name} left the queue of symbold could not be seen: only superusers may`);
});

function countsUnread(rows: string[]): Unanswered {
  return new Unanswered(
    `successes or failures of enabled symbol servers were not understood; their rows have: ${rows.join('; ')}`,
    {
      asked: 'GET /api/symbold/symbolserver',
      where: 'new server',
      next: 'look at Statistics and usage of the symbol server in the console',
    },
  );
}

function logsPartial(logs: string[]): Unanswered {
  return new Unanswered(`the last 24 hours of these logs could not be read whole: ${logs.join('; ')}`, {
    asked: 'GET /api/symbold/logs/symbolserver, and journalctl',
    where: 'new server',
    next: 'look at Logs of the symbol server in the console, and at the journal on the host',
  });
}

function queueUnread(name: string, why: string): Unanswered {
  return new Unanswered(`whether ${name} left the queue could not be found out: ${why}`, {
    asked: 'GET /api/symbold/queue',
    where: 'symbold',
    next: 'look at the queue of the symbol server in the console',
  });
}

function shown({ holds, count }: QueueState): string {
  const events = `${count ?? 'an unknown number of'} events`;
  return holds === undefined
    ? `${events}, of which symbols is not told`
    : `${holds ? 'waits' : 'not there'}, ${events}`;
}

function downloadedBefore(name: string, lines: string[]): Unanswered {
  const said = lines.length > 0 ? ` (the log says only: ${lines.join(' | ')})` : '';
  return new Unanswered(
    `${name} is on the server already, nothing shows that it was downloaded now${said}: set another KNOWN_GOOD_SYMBOL`,
    {
      asked: 'POST /api/symbold/queue/add',
      where: 'symbold',
      next: 'set KNOWN_GOOD_SYMBOL to another symbol that the symbol server holds, or add one after ";"',
    },
  );
}
