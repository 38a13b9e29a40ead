import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { changed, present } from '../faults/fault.ts';
import { faults } from '../faults/index.ts';
import { administrator } from '../state/administrator.ts';
import { defaultPair } from '../state/default-pair.ts';
import { probeUniverse } from '../state/probe-project.ts';
import type { ServerState } from '../state/types.ts';
import { universeProjects } from '../state/universe-projects.ts';
import { root, verify } from './verify.ts';

const timeout = 60_000;

it('verifies a clean pair without a red or skipped step', { timeout }, async () => {
  const run = await verify(defaultPair({ seed: 7 }));

  expect(run.problems).toEqual([]);
  expect(run.outcomes.filter(({ status }) => status !== 'passed')).toEqual([]);
  expect(run.outcomes.length).toBeGreaterThan(0);
  expect(run.exitCode).toBe(0);
});

it('prints and stores no token and no password of the servers, also when tokens differ', {
  timeout,
}, async () => {
  const pair = defaultPair({ seed: 7 });
  const broken = { ...pair, new: present(faults['token-changed'], 'fault').apply(pair.new) };
  const run = await verify(broken);

  expect(run.red).toEqual(['data.tokens']);
  const secrets = [broken.old, broken.new].flatMap(secretsOf);
  expect(secrets.length).toBeGreaterThan(20);
  expect(secrets.filter((secret) => run.text.includes(secret))).toEqual([]);
});

it.each([
  ['elsewhere than usual', movedStorage, movedStorage],
  ['behind a symbolic link that leads to a volume of its own', (same: ServerState) => same, linkedStorage],
])('verifies a pair that stores %s', { timeout }, async (_where, ofOld, ofNew) => {
  const pair = defaultPair({ seed: 7 });
  const run = await verify({ old: ofOld(pair.old), new: ofNew(pair.new) });

  expect(run.red).toEqual([]);
  expect(run.of('requirements.storage-path')?.status).toBe('passed');
});

it.each([
  ['with host facts', true],
  ['without host facts', false],
])(
  'verifies against a baseline %s, captured while the old server ran',
  { timeout },
  async (_what, withHost) => {
    const pair = defaultPair({ seed: 7 });
    const run = await verify(pair, (given) => againstBaseline(given, withHost));

    expect(run.problems).toEqual([]);
    const others = run.outcomes.filter(({ status }) => status !== 'passed');
    // Single sign-on stands in files of the hosts.
    expect(others.map(({ step, status }) => `${step.id} ${status}`)).toEqual(
      withHost ? [] : ['sso.configuration skipped'],
    );
  },
);

it.each([
  ['two servers', false],
  ['a server and a baseline of all universes', true],
])('compares one universe of %s without a red step', { timeout }, async (_what, withBaseline) => {
  const narrowed = async (given: Record<string, string>) => ({
    ...(withBaseline ? await againstBaseline(given, false) : given),
    NEW_UNIVERSE: probeUniverse,
  });
  const pair = defaultPair({ seed: 7 });
  const run = await verify(pair, narrowed, undefined, ['/data/']);

  expect(run.red).toEqual([]);
  expect(run.of('data.tokens')?.status).toBe('passed');
  const { universe = [], project = [] } = pair.old.configuration;
  const within = universeProjects(universe, project).filter(([name]) => name === probeUniverse).length;
  expect(within).toBeLessThan(project.length);
  expect(JSON.stringify(run.of('data.error-counts'))).toMatch(
    new RegExp(`old: \\d+ in ${within} projects.{1,10}new: \\d+ in ${within} projects`),
  );
});

it('is read-only without ALLOW, and needs neither host nor old server', { timeout }, async () => {
  const pair = defaultPair({ seed: 7 });
  const run = await verify(
    pair,
    ({ NEW_URL, NEW_ADDRESS, NEW_CA_FILE, NEW_USERNAME, NEW_PASSWORD, DNS_SERVER, RESULTS_DIR }) => ({
      SETTINGS_FILE: 'none',
      ...{ NEW_URL, NEW_ADDRESS, NEW_CA_FILE, NEW_USERNAME, NEW_PASSWORD, DNS_SERVER, RESULTS_DIR },
    }),
  );

  expect(run.red).toEqual([]);
  expect(run.of('submission.submit')?.skip).toMatchObject({
    kind: 'not allowed',
    reason: expect.stringContaining('"submit"'),
  });
  expect(run.of('startup.restart')?.skip?.kind).toBe('not allowed');
  expect(run.of('startup.units')?.skip).toMatchObject({
    kind: 'not configured',
    reason: expect.stringContaining('NEW_SSH'),
  });
  expect(run.of('data.tokens')?.skip).toMatchObject({
    kind: 'not configured',
    reason: expect.stringContaining('OLD_BASELINE'),
  });
  expect(run.of('startup.is-configured')?.status).toBe('passed');
  expect(run.after.new.errors).toEqual(pair.new.errors);
});

function secretsOf({ configuration, passwords, tokens }: ServerState): string[] {
  const rows = [...(configuration.api_token ?? []), ...(configuration.token ?? [])];
  return [
    ...rows.map(({ id }) => String(id)),
    ...Object.values(tokens),
    passwords[administrator.username] ?? '',
  ];
}

/** Storage on a volume of its own at another path, with the trailing slash that configurations often have. */
function movedStorage(state: ServerState): ServerState {
  return changed(({ host }) => {
    const elsewhere = (path: string) => path.replace(/^\/var\/coronerd/, '/data/crashes');
    host.files = Object.fromEntries(
      Object.entries(host.files).map(([path, file]) => [elsewhere(path), file]),
    );
    for (const filesystem of host.filesystems) filesystem.mount = elsewhere(filesystem.mount);
    const conf = host.files['/etc/coronerd/coronerd.conf'];
    if (conf) conf.content = conf.content?.replace('"/var/coronerd"', '"/data/crashes/"');
  })(state);
}

/** Storage on a volume of its own, to which a link at the usual path leads. */
function linkedStorage(state: ServerState): ServerState {
  const conf = '/etc/coronerd/coronerd.conf';
  return changed(({ host }) => {
    host.files[conf] = present(state.host.files[conf], conf);
    const link = { kind: 'symlink', owner: 'root', group: 'root', mode: '777' } as const;
    host.files['/var/coronerd'] = { ...link, target: '/data/crashes' };
  })(movedStorage(state));
}

/** The variables with a baseline of the running pair's old server in its place. */
async function againstBaseline(given: Record<string, string>, withHost: boolean) {
  const others = Object.entries(given).filter(([name]) => !name.startsWith('OLD_') && name !== 'CUTOFF');
  return { ...Object.fromEntries(others), OLD_BASELINE: await captured(given, withHost) };
}

/** The file that `npm run capture` wrote of the running pair's old server. */
async function captured(environment: Record<string, string>, withHost: boolean): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'baseline-')), 'baseline.json');
  const wanted = ([name]: [string, string]) => withHost || !name.startsWith('OLD_SSH');
  const env = {
    PATH: process.env.PATH,
    ...Object.fromEntries(Object.entries(environment).filter(wanted)),
  };
  const { status, stderr } = await capture(file, env);
  expect(status, stderr).toBe(0);
  return file;
}

/** Not synchronous: the servers that it asks run in this process. */
function capture(file: string, env: NodeJS.ProcessEnv): Promise<{ status: number | null; stderr: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'commands/capture.ts', file], { cwd: root, env });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => {
    child.once('close', (status) => resolve({ status, stderr }));
  });
}
