import { check, expect } from '../../fixtures/index.ts';
import { markAttribute } from '../../helpers/payloads/probe-report.ts';
import { frameDifferences } from '../../helpers/probe/frame-differences.ts';
import { lacksSymbols, shownFrames } from '../../helpers/probe/stored-frames.ts';
import { symbolTag } from '../../helpers/probe/symbol-probe.ts';

check('submission.flow', async ({ probe, symbolProbe, settings, evidence }) => {
  const legs: Record<string, () => Promise<string[]>> = {
    submit: async () =>
      (await probe.submissions()).flatMap(({ listener, refused, silent }) =>
        complaint(listener.url, refused ?? silent),
      ),
    find: async () => ((await probe.found()) ? [] : ['the error did not appear']),
    'query by id': async () =>
      (await probe.byId()).length === 1 ? [] : [`${(await probe.byId()).length} errors found by its id`],
    compare: () => probe.differences(),
    'submit a minidump': async () => ((await symbolProbe.before()) ? [] : ['the minidump did not appear']),
    'upload symbols': async () => ((await symbolProbe.listed()).symbol ? [] : ['the symbols are not listed']),
    reprocess: async () => {
      const { finished, seen } = await symbolProbe.reprocessed();
      return finished ? [] : [`not finished: ${seen}`];
    },
    symbolicate: async () => frameDifferences(await symbolProbe.after(), symbolProbe.program.frames),
  };
  const begin = performance.now();
  for (const [leg, go] of Object.entries(legs)) {
    const from = performance.now();
    const findings = await go();
    expect.soft(findings.map((finding) => `${leg}: ${finding}`)).toBeNone();
    evidence.show(
      `${probe.project.universe}/${probe.project.name}`,
      leg,
      `${Math.round(performance.now() - from)} ms`,
    );
  }
  const { submissionSeconds, symbolSeconds } = settings.limits;
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
  expect(
    found,
    `the accepted error marked ${probe.mark} found within ${settings.limits.submissionSeconds} s`,
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

  const { symbol, archive } = await symbolProbe.listed();
  evidence.show('POST /api/symfile', 'archives', JSON.stringify(archive ?? 'none of this tag'));
  evidence.show('POST /api/symfile', 'symbols', JSON.stringify(symbol ?? 'not listed'));
  evidence.note(`symbols cannot be deleted: ${debugFile} ${debugId} stays, under the tag ${symbolTag}`);
  expect.soft(archive?.errors ?? [], 'errors of the archive').toEqual([]);
  expect.soft(archive?.status ?? '', 'status of the archive').not.toMatch(/err|fail|invalid/i);
  const last = archive ? `an archive of this tag is "${archive.status}"` : 'no archive of this tag';
  const within = `listed within ${settings.limits.symbolSeconds} s (last seen: ${last})`;
  expect(symbol, `symbol file ${debugFile} ${debugId} ${within}`).toBeDefined();
});

check('submission.reprocess', async ({ symbolProbe, settings, evidence }) => {
  const [{ id, refused: notSubmitted }] = await symbolProbe.dumps();
  if (id === undefined) throw notSubmitted ?? nothingAccepted();
  const { request, refused, finished, seen } = await symbolProbe.reprocessed();
  evidence.show('POST /api/control', `reload of object ${id.toString(16)}`, `request ${request}: ${seen}`);
  expect(refused?.message ?? 'accepted', `reprocessing of object ${id.toString(16)}`).toBe('accepted');
  expect
    .soft(finished, `request ${request} finished within ${settings.limits.symbolSeconds} s; last: ${seen}`)
    .toBe(true);

  const bystander = await symbolProbe.bystander();
  const changed = bystander?.frames.filter((frame) => frame.function !== null) ?? [];
  expect.soft(changed, 'frames of another error, which nobody asked to reprocess').toEqual([]);
});

check('submission.symbolication', async ({ symbolProbe, evidence }) => {
  const [{ id, refused }] = await symbolProbe.dumps();
  const [before, after] = [await symbolProbe.before(), await symbolProbe.after()];
  if (id === undefined || !before || !after) throw refused ?? nothingAccepted();
  const where = `object ${id.toString(16)}`;
  evidence.show(where, 'GET /api/get resource=json.gz, before the symbols', shownFrames(before));
  evidence.show(where, 'GET /api/get resource=json.gz, after reprocessing', shownFrames(after));

  const named = before.frames.filter((frame) => frame.function !== null);
  expect.soft(before.frames.length, 'frames of the minidump before').toBeGreaterThan(0);
  expect.soft(named, 'frames with a function before there were symbols').toEqual([]);
  expect.soft(lacksSymbols(before), '_missing_symbols is set before').toBe(true);
  expect.soft(frameDifferences(after, symbolProbe.program.frames)).toBeNone();
  expect.soft(lacksSymbols(after), '_missing_symbols is still set after').toBe(false);
});

function complaint(url: URL, problem: Error | undefined): string[] {
  return problem ? [`${url.origin}: ${problem.message}`] : [];
}

function nothingAccepted(): Error {
  return new Error(
    'no test error was accepted and found, so there is nothing to look at (see submission.submit and submission.ids)',
  );
}
