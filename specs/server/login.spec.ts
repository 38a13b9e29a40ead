import { check, expect } from '../../fixtures/index.ts';

check('login.works', async ({ logins }) => {
  // The wrong one first: the right ones then end what a server may count as failed logins in a row.
  const wrong = await logins.withWrongPassword();
  if (wrong !== undefined) expect.soft(wrong, 'login that must be refused (wrong password)').toBe('refused');
  for (const account of logins.accounts) {
    const { said, expected } = await logins.tried(account);
    expect.soft(said, `login of ${account.username}`).toBe(expected);
  }
  expect.soft(await logins.withoutSso()).toBeNone();
});
