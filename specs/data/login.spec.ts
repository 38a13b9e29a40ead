import { check, expect } from '../../fixtures/index.ts';

check('login.accounts', async ({ pair }) => {
  const accounts = ['users', 'signup_pending', 'signup_whitelist'];
  const teams = ['team', 'team_member'];
  const access = ['project_member_user', 'project_member_team'];
  expect(await pair.configuration({ only: [...accounts, ...teams, ...access] })).toBeNone();
});

check('sso.configuration', async ({ pair }) => {
  expect(await pair.singleSignOn()).toBeNone();
});
