import { check, expect } from '../../fixtures/index.ts';

check('reports.send', async ({ mailbox, sendTestReport, followLinks }) => {
  const { title } = await sendTestReport();
  const mails = await mailbox.find({ mark: title });
  expect(mails.length, `mails with the test report within ${mailbox.seconds} seconds`).toBeGreaterThan(0);
  for (const { from, recipients, subject, links } of mails) {
    expect.soft(from.length, `senders (${from.join(', ')})`).toBe(1);
    expect.soft(subject.trim(), 'subject').not.toBe('');
    const others = recipients.filter((recipient) => recipient !== mailbox.address.toLowerCase());
    expect.soft(others, `recipients beside MAIL_TO (${mailbox.address})`).toEqual([]);
    expect.soft(await followLinks(links)).toBeNone();
  }
});
