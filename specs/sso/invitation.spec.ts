import { check, expect } from '../../fixtures/console.ts';

check('invitation.mail', async ({ mailbox, invite }) => {
  const { username, address, reply } = await invite();
  expect(reply, 'reply to the request to mail the invitation').toBe('ok');

  const mails = await mailbox.find({ mark: username });
  expect(mails.length, `mails with the invitation within ${mailbox.seconds} seconds`).toBeGreaterThan(0);
  for (const { from, recipients, subject } of mails) {
    expect.soft(from.length, `senders (${from.join(', ')})`).toBe(1);
    expect.soft(recipients, 'recipients').toEqual([address.toLowerCase()]);
    expect.soft(subject.trim(), 'subject').not.toBe('');
  }
});

check('invitation.link', async ({ mailbox, invite, acceptInvitation }) => {
  const invitation = await invite();
  const [mail] = await mailbox.find({ mark: invitation.username });
  expect(mail?.subject, `mail with the invitation within ${mailbox.seconds} seconds`).toBeDefined();

  const { findings, loginAs } = await acceptInvitation(invitation, mail?.links ?? []);
  expect(findings).toBeNone();
  expect(loginAs, 'whom the invited person can log in as').toBe(invitation.username);
});
