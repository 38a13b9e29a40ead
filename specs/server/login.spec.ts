import { check, expect } from '../../fixtures/index.ts';

check('login.works', async ({ logins }) => {
  // The wrong one first: the right ones then end what a server may count as failed logins in a row.
  const wrong = await logins.withWrongPassword();
  if (wrong !== undefined) expect.soft(wrong, 'login that must be refused (wrong password)').toBe('refused');
  for (const account of logins.accounts) {
    const expected = await logins.expectedOf(account);
    expect.soft(await logins.outcomeOf(account), `login of ${account.username}`).toBe(expected);
  }
});
