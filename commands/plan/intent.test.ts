import { describe, expect, it } from 'vitest';
import { readSettings } from '../../helpers/settings/read.ts';
import { intentOf } from './intent.ts';

const given = { NEW_URL: 'https://new.example.com', NEW_USERNAME: 'admin', NEW_PASSWORD: 'pass-word-1' };
const today = new Date('2026-11-22T00:00:00Z');
const intent = (
  id: Parameters<typeof intentOf>[0],
  source: string | undefined,
  extra: Record<string, string> = {},
) => intentOf(id, source, readSettings({ ...given, ...extra }), today);

describe('what a step would do', () => {
  it.each([
    ['runs', intent('startup.is-configured', 'newServer'), /^runs$/],
    ['has no spec', intent('ui.about', undefined), /^no spec yet$/],
    ['is waived', intent('beyond.kernel', 'newHost', { WAIVERS: 'beyond.kernel: agreed' }), /waived: agreed/],
    [
      'is not waived any more',
      intent('startup.is-configured', '', { WAIVERS: 'startup.is-configured until 2026-11-21: x' }),
      /^runs$/,
    ],
    ['is not allowed', intent('startup.restart', 'newHost'), /not allowed: restart is not in ALLOW/],
    ['lacks a host', intent('startup.units', 'newHost'), /not configured: NEW_SSH/],
    ['lacks an old side', intent('data.tokens', 'pair'), /not configured: OLD_URL or OLD_BASELINE/],
    [
      'lacks a project',
      intent('submission.flow', 'probe', { ALLOW: 'submit' }),
      /not configured: PROBE_PROJECT/,
    ],
    [
      'may read, but not fire',
      intent('workflows.fire', 'workflows'),
      /^reads only, not allowed: workflow is not in ALLOW/,
    ],
    [
      'is waived, though it may read',
      intent('workflows.fire', 'workflows', { WAIVERS: 'workflows.fire: agreed' }),
      /^skipped, waived: agreed/,
    ],
    [
      'may submit no test error',
      intent('workflows.fire', 'workflows', { ALLOW: 'workflow', PROBE_PROJECT: 'p' }),
      /not allowed: submit is not in ALLOW/,
    ],
    [
      'lacks a place for notifications',
      intent('workflows.fire', 'workflows', { ALLOW: 'submit,workflow', PROBE_PROJECT: 'p' }),
      /not configured: WEBHOOK_LISTEN/,
    ],
    [
      'lacks a tracker',
      intent('workflows.ticket', 'createTicket', { ALLOW: 'submit,ticket', PROBE_PROJECT: 'p' }),
      /not configured: TRACKER_URL/,
    ],
    ['lacks an account', intent('sso.login', 'logInBySso('), /not configured: SSO_USERNAME/],
    [
      'lacks a browser',
      intentOf('ui.about', 'about()', readSettings(given), today, { missing: 'no Chromium' }),
      /not configured: no Chromium/,
    ],
  ])('%s', (_what, said, expected) => {
    expect(said).toMatch(expected);
  });
});
