import { check, expect } from '../../fixtures/index.ts';
import { effectiveSysctl } from '../../helpers/host/effective-sysctl.ts';
import { certainSkewSeconds } from '../../helpers/network/clock-skew.ts';

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
  for (const [universe, { projects_ext = [], limits }] of Object.entries(universes)) {
    if (settings.new.universe && universe !== settings.new.universe) continue;
    for (const { name, corrupted } of projects_ext) {
      expect.soft(corrupted ?? false, `${universe}/${name}: flagged corrupted`).toBe(false);
    }
    const { limit = 0, counter = 0, rejected = 0 } = limits?.storage ?? {};
    evidence.show(
      newServer.url.origin,
      `storage quota of ${universe}`,
      `${counter} of ${limit || 'no limit'}, ${rejected} rejected`,
    );
    if (limit > 0) expect.soft(counter, `${universe}: storage used, against its quota`).toBeLessThan(limit);
    expect.soft(rejected, `${universe}: submissions rejected for the quota`).toBe(0);
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
