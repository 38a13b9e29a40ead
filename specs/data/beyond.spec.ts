import { check, expect } from '../../fixtures/index.ts';

/** Types of the configuration that steps of their own compare. */
const elsewhere = [
  'project',
  'token',
  'api_token',
  'attribute',
  'deduplication',
  'instance_retention',
  'universe_retention',
  'project_retention',
  'project_sampling',
  'report',
  'users',
  'signup_pending',
  'signup_whitelist',
  'team',
  'team_member',
  'project_member_user',
  'project_member_team',
];

check('beyond.audit', async ({ pair }) => {
  expect(await pair.auditLog()).toBeNone();
});

check('beyond.configuration', async ({ pair }) => {
  expect(await pair.configuration({ except: elsewhere })).toBeNone();
});
