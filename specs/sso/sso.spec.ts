import { check, expect } from '../../fixtures/console.ts';

check('sso.settings-page', async ({ ssoSettings, refuseWithoutSso }) => {
  await refuseWithoutSso();
  expect(await ssoSettings()).toBeNone();
});

check('sso.button', async ({ loginPage, refuseWithoutSso }) => {
  await refuseWithoutSso();
  const { offersSso, controls } = await loginPage();

  expect(offersSso, `the login page offers Login via SSO; it has ${controls}`).toBe(true);
});

check('sso.login', async ({ accountsNamed, logInBySso, newServer, settings }) => {
  const { account = '' } = settings.console.sso ?? {};
  // A server that provisions users would make an account of somebody whom it does not know.
  expect(await accountsNamed(account), `accounts that are named ${account}`).not.toEqual([]);
  await logInBySso(async ({ end, names, logOut }) => {
    expect(
      end?.way.at(-1),
      `the login ends at the new server; ${end?.said ?? 'there is no Login via SSO'}`,
    ).toBe(newServer.url.origin);
    expect(end?.said, 'what the console says after the login').toBe('');
    expect(names, 'user name and e-mail of the session').toContain(account.toLowerCase());
    expect(await logOut()).toBeNone();
  });
});
