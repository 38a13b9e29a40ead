import { check, expect } from '../../fixtures/index.ts';
import { ServerRefused } from '../../helpers/coronerd/refused.ts';
import type { SubmissionLimits } from '../../helpers/coronerd/status.ts';
import { effectiveSysctl } from '../../helpers/host/effective-sysctl.ts';
import { certainSkewSeconds } from '../../helpers/network/clock-skew.ts';
import { Unanswered } from '../../helpers/unanswered.ts';

check('beyond.clock', async ({ clocks, settings, evidence }) => {
  const most = settings.limits.maxClockSkewSeconds;
  for (const { whose, reading } of await clocks()) {
    const skew = certainSkewSeconds(reading);
    evidence.show(
      whose,
      'clock',
      `${new Date(reading.saidFrom).toISOString()}, certain skew ${skew.toFixed(3)} s`,
    );
    expect
      .soft(Math.abs(skew), `clock of ${whose} against this machine: ${skew.toFixed(3)} s off`)
      .toBeLessThanOrEqual(most);
  }
});

check('beyond.project-health', async ({ newServer, settings, evidence }) => {
  const { universes } = await newServer.login();
  const submissions = await newServer.limits().catch((error: unknown): SubmissionLimits => {
    if (!(error instanceof ServerRefused || error instanceof Unanswered)) throw error;
    evidence.note(`limits of submissions are not known: ${error.message}`);
    return {};
  });
  for (const [universe, { projects_ext = [], limits }] of Object.entries(universes)) {
    if (settings.new.universe && universe !== settings.new.universe) continue;
    for (const { name, corrupted } of projects_ext) {
      expect.soft(corrupted ?? false, `${universe}/${name}: flagged corrupted`).toBe(false);
    }
    const quotas = { storage: limits?.storage, submissions: submissions[universe]?.submissions };
    if (!quotas.storage && !quotas.submissions)
      evidence.note(`${universe}: neither the login document nor /api/limits tells of a quota`);
    for (const [what, quota] of Object.entries(quotas)) {
      if (!quota) continue;
      const { limit = 0, counter, rejected } = quota;
      const told = `${counter ?? 'not told'} of ${limit || 'no limit'}, ${rejected ?? 'not told'} rejected`;
      evidence.show(newServer.url.origin, `${what} quota of ${universe}`, told);
      if (limit > 0 && counter !== undefined)
        expect.soft(counter, `${universe}: ${what} used, against its quota`).toBeLessThan(limit);
      expect.soft(rejected ?? 0, `${universe}: submissions rejected for the quota of ${what}`).toBe(0);
    }
  }
});

check('beyond.kernel', async ({ newHost, settings }) => {
  const least = settings.limits.minMaxMapCount;
  expect.soft(await newHost.ask('maxMapCount'), 'vm.max_map_count now').toBeGreaterThanOrEqual(least);

  const persisted = await newHost.ask('maxMapCountPersisted');
  expect
    .soft(persisted.length, 'sysctl files that set vm.max_map_count for the next boot')
    .toBeGreaterThan(0);
  const winning = effectiveSysctl(persisted);
  if (winning) {
    const what = `vm.max_map_count in ${winning.file}, which wins at the next boot`;
    expect.soft(winning.value, what).toBeGreaterThanOrEqual(least);
  }
});
