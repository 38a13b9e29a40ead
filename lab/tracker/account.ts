/** The login of the Backtrace servers, and of the operator, at the lab's tracker. */
export const trackerAccount = { username: 'backtrace@acme.example', password: 'jira-api-token-9c1f0e7ab2' };

/** Names under which the servers know the tracker and a partner's webhook; resolved inside the lab only. */
export const trackerHost = 'jira.acme.test';
export const partnerHost = 'hooks.partner.test';
