import { expect, test } from 'vitest';
import { debianHost } from './debian.ts';
import { listeners } from './testing/state.ts';

const host = debianHost({
  hostname: 'new.backtrace.test',
  version: '1.42.1',
  universeProjects: [
    ['acme', 'server'],
    ['tools', 'ci'],
  ],
  listeners,
});

test('it is plain JSON', () => {
  expect(JSON.parse(JSON.stringify(host))).toEqual(host);
});

test('its pids are distinct, its services run and survive a reboot', () => {
  const units = Object.values(host.units);
  const pids = units.flatMap((unit) => unit.processes.map((process) => process.pid));
  expect(new Set(pids).size).toBe(pids.length);
  expect(units.map(({ load, file, active, sub }) => [load, file, active, sub].join())).toEqual(
    Array(10).fill('loaded,enabled,active,running'),
  );
});

test('each project has its directories, on the volume meant for them', () => {
  expect(host.files['/var/coronerd/tools/ci/_objects']).toMatchObject({
    kind: 'directory',
    owner: 'coronerd',
  });
  expect(host.filesystems.map(({ mount }) => mount)).toContain('/var/coronerd');
});

test('its journal holds nothing worse than a warning but a symbol that is not there, and nothing older than the boot', () => {
  expect(host.journal.length).toBeGreaterThan(40);
  expect(host.journal.filter(({ priority }) => priority < 4).map(({ message }) => message)).toEqual([
    expect.stringContaining('HTTP 404'),
  ]);
  expect(host.journal.filter(({ priority }) => priority === 4).length).toBeGreaterThan(0);
  expect(Math.max(...host.journal.map(({ secondsAgo }) => secondsAgo))).toBeLessThanOrEqual(
    host.bootedSecondsAgo,
  );
  expect(Math.min(...host.journal.map(({ secondsAgo }) => secondsAgo))).toBeGreaterThan(0);
});
