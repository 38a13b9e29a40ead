import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { changed } from '../faults/fault.ts';
import { defaultPair } from '../state/default-pair.ts';
import { rowsOf } from '../state/row.ts';
import type { PairState, ServerState } from '../state/types.ts';
import { verify as verifyAll } from './verify.ts';
import { workerOf } from './worker-of.ts';

const timeout = 90_000;
const steps = ['workflows.configuration', 'workflows.fire', 'workflows.links', 'workflows.ticket'] as const;

const withNew = (change: (state: ServerState) => void): PairState => {
  const pair = defaultPair({ seed: 5, errors: 300 });
  return { ...pair, new: changed(change)(pair.new) };
};
const untouched = () => undefined;

/** The steps of workflows alone. */
const verify: typeof verifyAll = (pair, change, meanwhile) =>
  verifyAll(pair, change, meanwhile, ['workflows.spec']);

/** Option values that must never be seen. */
function secretsOf({ workflows }: ServerState): string[] {
  const json = JSON.stringify(workflows ?? {});
  const named = /"(?:password|serviceKey|awsSecretAccessKey|webhookUrl)":"([^"]+)"/g;
  return [...json.matchAll(named)].flatMap(([, value]) => value ?? []);
}

describe('workflows', () => {
  it('are verified without leaving a trace, and without a secret in sight', { timeout }, async () => {
    const pair = defaultPair({ seed: 5, errors: 300 });
    const run = await verify(pair);

    for (const id of steps) expect(run.of(id)?.status, id).toBe('passed');
    expect(run.after.new.workflows).toEqual(pair.new.workflows);
    expect(run.after.old.workflows).toEqual(pair.old.workflows);
    expect(run.tickets).toEqual([]);
    const secrets = secretsOf(pair.new);
    expect(secrets.length).toBeGreaterThan(5);
    expect(secrets.filter((secret) => run.text.includes(secret))).toEqual([]);
  });

  it.each<
    [string, PairState, (given: Record<string, string>) => Record<string, string | undefined>, RegExp[]]
  >([
    [
      'without ALLOW',
      withNew(untouched),
      (given) => ({ ...given, ALLOW: 'submit' }),
      [/not allowed: .*workflow/, /not allowed: .*workflow/, /not allowed: .*ticket/],
    ],
    [
      'where no test error may be submitted',
      withNew(untouched),
      (given) => ({ ...given, ALLOW: 'workflow,ticket' }),
      [/not allowed: .*submit/, /not allowed: .*submit/, /not allowed: .*submit/],
    ],
    [
      'without WEBHOOK_LISTEN and TRACKER_URL',
      withNew(untouched),
      ({ WEBHOOK_LISTEN: _, TRACKER_URL: __, TRACKER_USERNAME: ___, TRACKER_PASSWORD: ____, ...given }) =>
        given,
      [/not configured: WEBHOOK_LISTEN/, /not configured: WEBHOOK_LISTEN/, /not configured: TRACKER_URL/],
    ],
    [
      'without a tracker on the server',
      withNew(({ workflows }) => {
        if (workflows)
          workflows.integrations = workflows.integrations.filter(({ pluginId }) => pluginId !== 'jira');
      }),
      (given) => given,
      [
        /^passed/,
        /^passed/,
        /not applicable: no project has an integration with a tracker.*partner \(webhook\)/,
      ],
    ],
  ])('%s are skipped, with the reason', { timeout }, async (_what, pair, change, reasons) => {
    const run = await verify(pair, change);

    const said = steps.slice(1).map((id) => {
      const { status, skip } = run.of(id) ?? {};
      return skip ? `${skip.kind}: ${skip.reason}` : String(status);
    });
    for (const [place, reason] of reasons.entries()) expect(said[place]).toMatch(reason);
    expect(run.after.new.workflows).toEqual(pair.new.workflows);
  });

  it('link to the server also by the public name that its listener has', { timeout }, async () => {
    const name = 'errors.backtrace.test';
    const pair = withNew((state) => {
      for (const row of rowsOf(state, 'listener').filter(({ type }) => type === 'http/console'))
        row.dns_name = name;
      state.behaviour.workflows = { linkHost: name };
    });
    const run = await verify(pair);

    for (const id of steps) expect(run.of(id)?.findings, id).toEqual([]);
    expect(JSON.stringify(run.of('workflows.links')?.evidence)).toContain(`https://${name}`);
    expect(run.of('workflows.ticket')?.status).toBe('passed');
  });

  it('are read where nothing may fire, and what is in error is told', { timeout }, async () => {
    const pair = withNew((state) => {
      const slack = state.workflows?.integrations.find(({ pluginId }) => pluginId === 'slack');
      Object.assign(slack ?? {}, { state: 'stopped', lastError: 'the channel is gone' });
    });
    const run = await verify(pair, (given) => ({ ...given, ALLOW: '' }));

    const fire = run.of('workflows.fire');
    expect(fire?.status).toBe('failed');
    expect(fire?.findings.join()).toMatch(/crash channel \(slack\) is stopped: the channel is gone/);
    expect(fire?.notes.join()).toMatch(/not allowed: effect "workflow"/);
    expect(run.of('workflows.links')?.skip?.kind).toBe('not allowed');
    expect(run.after.new.workflows).toEqual(pair.new.workflows);
    expect(run.after.new.errors).toEqual(pair.new.errors);
  });

  it.each([
    ['not allowed', ({ ALLOW: _, ...given }: Record<string, string>) => given, /effect "workflow"/],
    ['not configured', ({ PROBE_PROJECT: _, ...given }: Record<string, string>) => given, /PROBE_PROJECT/],
  ])('are read where firing is %s, and their states are shown', { timeout }, async (kind, change, reason) => {
    const pair = withNew(untouched);
    const run = await verify(pair, change);

    const fire = run.of('workflows.fire');
    expect(fire?.skip).toMatchObject({ kind, reason: expect.stringMatching(reason) });
    expect(JSON.stringify(fire?.evidence)).toMatch(
      /acme\/migration-probe: integration partner \(webhook\) enabled/,
    );
    expect(run.after.new.workflows).toEqual(pair.new.workflows);
    expect(run.after.new.errors).toEqual(pair.new.errors);
  });

  it('that notify in lists are understood', { timeout }, async () => {
    const pair = withNew((state) => {
      state.behaviour.workflows = { inLists: true };
    });
    const run = await verify(pair);

    for (const id of ['workflows.fire', 'workflows.links']) expect(run.of(id)?.status, id).toBe('passed');
    expect(run.text).toContain('notifications were about something else');
  });

  it('that no server has are not applicable', { timeout }, async () => {
    const without = changed((state) => {
      state.services = state.services.filter(({ name }) => !/^(workflows|alerts)$/.test(name));
    });
    const pair = defaultPair({ seed: 5, errors: 300 });
    const run = await verify({ old: without(pair.old), new: without(pair.new) });

    for (const id of steps) expect(run.of(id)?.skip?.kind, id).toBe('not applicable');
  });

  it('that a server has without a webhook to learn from are set up as assumed', { timeout }, async () => {
    const pair = withNew(({ workflows }) => {
      if (workflows)
        workflows.integrations = workflows.integrations.filter(({ pluginId }) => pluginId !== 'webhook');
    });
    const run = await verify(pair);

    expect(run.of('workflows.fire')).toMatchObject({ status: 'passed' });
    expect(run.text).toContain('assumed, because the server has no webhook to learn from');
    expect(run.after.new.workflows).toEqual(pair.new.workflows);
  });

  it('whose service answers HTML are an error, not a pass', { timeout }, async () => {
    const pair = withNew((state) => {
      const paths = ['/connections', '/projects/migration-probe/integrations'];
      state.behaviour.replies = paths.map((path) => ({
        path: `/api/workflows/universes/acme${path}`,
        status: 200,
        headers: { 'content-type': 'text/html' },
        body: '<!doctype html><title>Log in</title>',
      }));
    });
    const run = await verify(pair);

    for (const id of ['workflows.configuration', 'workflows.fire', 'workflows.ticket']) {
      expect(run.of(id)?.status, id).toBe('error');
      expect(run.of(id)?.findings.join('\n'), id).toMatch(/HTML page/);
    }
    expect(run.after.new.workflows).toEqual(pair.new.workflows);
  });
});

describe('a workflows service on a host that nobody listed', () => {
  const host = 'old.backtrace.test';
  const pair = withNew(({ services }) => {
    for (const service of services.filter(({ name }) => name === 'workflows'))
      service.endpoint = `https://${host}/api/workflows`;
  });
  const withoutOld = (given: Record<string, string>) =>
    Object.fromEntries(Object.entries(given).filter(([name]) => !name.startsWith('OLD_')));

  it('is not asked also where nothing is known of an old server', { timeout }, async () => {
    const run = await verify(pair, withoutOld);

    for (const id of ['workflows.fire', 'workflows.ticket']) {
      expect(run.of(id)?.status, id).toBe('error');
      expect(run.of(id)?.findings.join(), id).toMatch(
        /was not sent to https:\/\/old\.backtrace\.test: .*SERVICE_HOSTS=old\.backtrace\.test/,
      );
    }
    expect(run.after.new.errors).toEqual(pair.new.errors);
    expect(run.after.old.workflows).toEqual(pair.old.workflows);
  });
});

describe.runIf(process.platform === 'linux')('a run whose worker is killed', () => {
  it.each(['workflow', 'ticket'])(
    'while a %s is under way leaves nothing of it',
    { timeout },
    async (kind) => {
      const pair = withNew((state) => {
        state.behaviour.delay = 60;
      });
      const run = await verify(pair, undefined, async ({ pid, results }) => {
        const ledger = join(results, 'left-to-undo.json');
        const isThere = () => existsSync(ledger) && readFileSync(ledger, 'utf8').includes(`"${kind}"`);
        for (let tries = 0; tries < 1_600 && !isThere(); tries += 1) await pause(20);
        expect(isThere()).toBe(true);
        process.kill(workerOf(pid), 'SIGKILL');
      });

      expect(run.after.new.workflows).toEqual(pair.new.workflows);
      expect(run.tickets).toEqual([]);
      const errors = JSON.stringify(run.after.new.errors);
      expect(errors.includes('migration-probe-'), 'test errors are left').toBe(false);
    },
  );
});
