import { check, expect } from '../../fixtures/index.ts';
import { markAttribute } from '../../helpers/payloads/probe-report.ts';
import { frameDifferences } from '../../helpers/probe/frame-differences.ts';
import { lacksSymbols, shownFrames } from '../../helpers/probe/stored-frames.ts';
import { symbolTag } from '../../helpers/probe/symbol-probe.ts';
import { Unanswered } from '../../helpers/unanswered.ts';

check('submission.flow', async ({ probe, symbolProbe, settings, evidence }) => {
  const { submissionSeconds, symbolSeconds } = settings.limits;
  const legs: Record<string, () => Promise<Leg>> = {
    submit: async () => {
      const submissions = await probe.submissions();
      return {
        findings: submissions.flatMap(({ listener, refused }) => complaint(listener.url, refused)),
        unknown: submissions.find(({ silent }) => silent)?.silent,
      };
    },
    find: async () =>
      verdict(
        await probe.found(),
        async () => `not found within ${submissionSeconds} s; ${await probe.seen()}`,
      ),
    'query by id': async () => {
      const { length } = await probe.byId();
      return { findings: length === 1 ? [] : [`${length} errors found by its id`] };
    },
    compare: async () => ({ findings: await probe.differences() }),
    'submit a minidump': async () => {
      const [{ silent }] = await symbolProbe.dumps();
      if (silent) return { findings: [], unknown: silent };
      return verdict(
        await symbolProbe.before(),
        async () => `the minidump did not appear within ${symbolSeconds} s; ${await probe.seen()}`,
      );
    },
    'upload symbols': async () => {
      const [{ silent }, { symbol, seen }] = [await symbolProbe.upload(), await symbolProbe.listed()];
      if (silent) return { findings: [], unknown: silent };
      return verdict(symbol, async () => `the symbols are not listed within ${symbolSeconds} s; ${seen}`);
    },
    reprocess: async () => {
      const { finished, untold, seen } = await symbolProbe.reprocessed();
      if (untold) return { findings: [], unknown: untold };
      return verdict(finished || undefined, async () => `not finished within ${symbolSeconds} s: ${seen}`);
    },
    symbolicate: async () => ({
      findings: frameDifferences(await symbolProbe.after(), symbolProbe.program.frames),
    }),
  };
  const begin = performance.now();
  for (const [leg, go] of Object.entries(legs)) {
    const from = performance.now();
    const { findings, unknown } = await go();
    expect.soft(findings.map((finding) => `${leg}: ${finding}`)).toBeNone();
    if (unknown) throw unknown;
    evidence.show(
      `${probe.project.universe}/${probe.project.name}`,
      leg,
      `${Math.round(performance.now() - from)} ms`,
    );
  }
  expect((performance.now() - begin) / 1000, 'seconds for the whole way').toBeLessThan(
    (submissionSeconds + symbolSeconds) * 2,
  );
});

check('submission.submit', async ({ probe, evidence }) => {
  const submissions = await probe.submissions();
  expect(submissions.length, 'submission listeners').toBeGreaterThan(0);
  for (const { listener, accepted, refused, silent } of submissions) {
    evidence.show(
      listener.url.origin,
      'POST /api/post format=json',
      accepted ? JSON.stringify(accepted.reply) : '',
    );
    if (silent) throw silent;
    expect
      .soft(refused?.message ?? 'accepted', `a test error on the ${listener.kind} ${listener.url.origin}`)
      .toBe('accepted');
  }
});

check('submission.response', async ({ probe, evidence }) => {
  const submissions = await probe.submissions();
  const answered = submissions.filter(({ accepted, refused }) => accepted || refused?.status === 200);
  if (answered.length === 0) throw nothingAccepted();
  for (const { listener, accepted, refused } of answered) {
    if (refused?.status === 200)
      expect.soft(refused.said, `${listener.url.origin}: error in a reply with status 200`).toBe('');
    if (!accepted) continue;
    evidence.show(listener.url.origin, 'POST /api/post format=json', JSON.stringify(accepted.reply));
    expect.soft(accepted.status, `${listener.url.origin}: HTTP status`).toBe(200);
    expect
      .soft(accepted.contentType ?? '', `${listener.url.origin}: content type`)
      .toMatch(/^application\/json\b/);
    expect.soft(accepted.response, `${listener.url.origin}: response`).toBe('ok');
    expect
      .soft(String(accepted.rxid ?? ''), `${listener.url.origin}: _rxid`)
      .toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
  }

  const wrong = await probe.wrongSubmissions();
  // Storing takes its time: once the good error is found, a wrong one would be there too.
  await probe.found();
  for (const { what, mark, refused, silent, accepted } of wrong) {
    if (silent) throw silent;
    evidence.show('console', `POST /api/post, ${what}`, refused?.message ?? 'accepted');
    if (accepted && what !== 'wrong token')
      evidence.note(`${what}: not refused at once; what counts is that nothing is stored`);
    else expect.soft(refused?.said ?? '', `${what}: words of the server that refuse it`).toMatch(/\w/);
    expect.soft(await probe.stored(mark), `${what}: errors stored from it`).toBe(0);
  }
  expect
    .soft(
      wrong.filter(({ refused }) => refused).length,
      'malformed errors and wrong tokens that were refused',
    )
    .toBeGreaterThan(1);
});

check('submission.ids', async ({ probe, settings, evidence }) => {
  const followed = await probe.followed();
  if (!followed) throw nothingAccepted();
  const found = await probe.found();
  const last = found ? '' : `; ${await probe.seen()}`;
  expect(
    found,
    `the accepted error marked ${probe.mark} found within ${settings.limits.submissionSeconds} s${last}`,
  ).toBeDefined();
  evidence.show(
    'query by the mark',
    probe.mark,
    `object ${found?.id.toString(16)}, _tx ${found?.tx}, after ${found?.seconds.toFixed(2)} s`,
  );
  expect.soft(Number(found?.tx), 'transaction id of the error').toBe(found?.id);
});

check('submission.query', async ({ probe, evidence }) => {
  if (!(await probe.found())) throw nothingAccepted();
  const rows = await probe.byId();
  evidence.show('query by object id', '_tx equal', JSON.stringify(rows));
  expect(rows.length, 'errors found by its id').toBe(1);
  expect(rows[0]?.values[markAttribute], 'mark of the error found by its id').toBe(probe.mark);
});

check('submission.compare', async ({ probe, evidence }) => {
  if (!(await probe.found())) throw nothingAccepted();
  evidence.show(
    'read back',
    'row, stored object and attachments, against what was submitted',
    `error marked ${probe.mark}`,
  );
  expect(await probe.differences()).toBeNone();
});

check('submission.symbol-upload', async ({ symbolProbe, settings, evidence }) => {
  const { debugFile, debugId } = symbolProbe.program;
  const { accepted, refused, silent } = await symbolProbe.upload();
  if (silent) throw silent;
  expect(refused?.message ?? 'accepted', 'an archive with the symbol file').toBe('accepted');
  expect.soft(accepted?.response, 'response').toBe('ok');

  const { symbol, archive, seen } = await symbolProbe.listed();
  evidence.show('POST /api/symfile', 'archives', JSON.stringify(archive ?? 'none of this tag'));
  evidence.show('POST /api/symfile', 'symbols', JSON.stringify(symbol ?? 'not listed'));
  evidence.note(`symbols cannot be deleted: ${debugFile} ${debugId} stays, under the tag ${symbolTag}`);
  expect.soft(archive?.errors ?? [], 'errors of the archive').toEqual([]);
  expect.soft(archive?.status ?? '', 'status of the archive').not.toMatch(/err|fail|invalid/i);
  const within = `listed within ${settings.limits.symbolSeconds} s (${seen})`;
  expect(symbol, `symbol file ${debugFile} ${debugId} ${within}`).toBeDefined();
});

check('submission.reprocess', async ({ symbolProbe, settings, evidence }) => {
  const [dump, other] = await symbolProbe.dumps();
  if (dump.id === undefined) throw dump.refused ?? dump.silent ?? nothingAccepted();
  const object = `object ${dump.id.toString(16)}`;
  const { request, refused, finished, untold, seen } = await symbolProbe.reprocessed();
  evidence.show('POST /api/control', `reload of ${object}`, `request ${request}: ${seen}`);
  expect(refused?.message ?? 'accepted', `reprocessing of ${object}`).toBe('accepted');
  if (untold) throw untold;
  expect
    .soft(finished, `request ${request} finished within ${settings.limits.symbolSeconds} s; last: ${seen}`)
    .toBe(true);

  const bystander = await symbolProbe.bystander();
  if (!bystander) throw other.refused ?? other.silent ?? noBystander();
  const changed = bystander.frames.filter((frame) => frame.function !== null);
  expect.soft(changed, 'frames of another error, which nobody asked to reprocess').toEqual([]);
});

check('submission.symbolication', async ({ symbolProbe, evidence }) => {
  const [{ id, refused, silent }] = await symbolProbe.dumps();
  const [before, after] = [await symbolProbe.before(), await symbolProbe.after()];
  if (id === undefined || !before || !after) throw refused ?? silent ?? nothingAccepted();
  const where = `object ${id.toString(16)}`;
  evidence.show(where, 'GET /api/get resource=json.gz, before the symbols', shownFrames(before));
  evidence.show(where, 'GET /api/get resource=json.gz, after reprocessing', shownFrames(after));

  const named = before.frames.filter((frame) => frame.function !== null);
  expect.soft(before.frames.length, 'frames of the minidump before').toBeGreaterThan(0);
  expect.soft(named, 'frames with a function before there were symbols').toEqual([]);
  expect.soft(frameDifferences(after, symbolProbe.program.frames)).toBeNone();
  if (before.missingSymbols === undefined) {
    evidence.note(
      '_missing_symbols is told neither by the row nor by the report: that it clears is not known',
    );
  } else {
    expect.soft(lacksSymbols(before), '_missing_symbols is set before').toBe(true);
    expect.soft(lacksSymbols(after), '_missing_symbols is still set after').toBe(false);
  }
});

/** What a leg of the flow came to: what is wrong, or why that could not be found out. */
interface Leg {
  findings: string[];
  unknown?: Error | undefined;
}

async function verdict(found: unknown, otherwise: () => Promise<string>): Promise<Leg> {
  return { findings: found === undefined ? [await otherwise()] : [] };
}

function noBystander(): Error {
  return new Unanswered(
    'the second minidump was accepted and never found: nobody can say whether other errors were reprocessed, too',
    {
      asked: 'POST /api/query (by the mark of the second minidump)',
      where: 'new server',
      next: 'see submission.ids, and SYMBOL_SECONDS',
    },
  );
}

function complaint(url: URL, problem: Error | undefined): string[] {
  return problem ? [`${url.origin}: ${problem.message}`] : [];
}

function nothingAccepted(): Error {
  return new Error(
    'no test error was accepted and found, so there is nothing to look at (see submission.submit and submission.ids)',
  );
}
