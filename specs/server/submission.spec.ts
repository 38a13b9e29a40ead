import { check, expect } from '../../fixtures/index.ts';
import { markAttribute } from '../../helpers/payloads/probe-report.ts';

check('submission.flow', async ({ probe, settings, evidence }) => {
  const begin = performance.now();
  const legs: [string, () => Promise<string[]>][] = [
    [
      'submit',
      async () =>
        (await probe.submissions()).flatMap(({ listener, refused, silent }) =>
          complaint(listener.url, refused ?? silent),
        ),
    ],
    ['find', async () => ((await probe.found()) ? [] : ['the error did not appear'])],
    [
      'query by id',
      async () =>
        (await probe.byId()).length === 1 ? [] : [`${(await probe.byId()).length} errors found by its id`],
    ],
    ['compare', async () => probe.differences()],
  ];
  const findings: string[] = [];
  for (const [leg, go] of legs) {
    const from = performance.now();
    findings.push(...(await go()).map((finding) => `${leg}: ${finding}`));
    evidence.show(
      `${probe.project.universe}/${probe.project.name}`,
      leg,
      `${Math.round(performance.now() - from)} ms`,
    );
  }
  expect.soft(findings).toBeNone();
  expect((performance.now() - begin) / 1000, 'seconds for the whole way').toBeLessThan(
    settings.limits.submissionSeconds * 2,
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

function complaint(url: URL, problem: Error | undefined): string[] {
  return problem ? [`${url.origin}: ${problem.message}`] : [];
}

function nothingAccepted(): Error {
  return new Error(
    'no test error was accepted and found, so there is nothing to look at (see submission.submit and submission.ids)',
  );
}
