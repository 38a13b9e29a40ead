import { check, expect } from '../../fixtures/index.ts';

check('workflows.fire', async ({ workflows }) => {
  expect.soft(await workflows.inError()).toBeNone();
  expect.soft(await workflows.notified()).toBeNone();
  expect.soft(await workflows.brokenBy()).toBeNone();
  expect.soft(await workflows.leftBehind()).toBeNone();
});

check('workflows.links', async ({ workflows }) => {
  expect(await workflows.links()).toBeNone();
});

check('workflows.ticket', async ({ createTicket }) => {
  expect(await createTicket()).toBeNone();
});
