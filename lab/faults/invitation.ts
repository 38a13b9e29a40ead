import type { ServerState } from '../state/types.ts';
import { changed, type Fault, replyWith } from './fault.ts';
import { inThisOrder, onOneLine } from './said.ts';

function invitations(behaviour: { linkHost?: string; dead?: boolean }): (state: ServerState) => ServerState {
  return changed((state) => {
    state.behaviour.console = { ...state.behaviour.console, invitation: behaviour };
  });
}

/** Faults of invitations. */
export const invitationFaults: Record<string, Fault> = {
  'invitation-never-mailed': {
    description: 'no mail leaves the new server',
    red: ['invitation.mail', 'invitation.link'],
    says: /mails? with the invitation within/,
    apply: changed((state) => {
      state.behaviour.mail = { ...state.behaviour.mail, lost: true };
    }),
  },
  'invitation-mailed-to-list': {
    description: 'invitations are mailed to others as well',
    red: ['invitation.mail'],
    says: inThisOrder('recipients', 'everybody@acme.example'),
    apply: changed((state) => {
      state.behaviour.mail = { ...state.behaviour.mail, alsoTo: 'everybody@acme.example' };
    }),
  },
  'invitation-request-proxied': {
    description: 'a proxy answers the request to mail an invitation with a page of its own',
    red: ['invitation.mail', 'invitation.link'],
    outcome: 'error',
    says: onOneLine('/api/signup', 'HTML'),
    apply: changed((state) => {
      const headers = { 'content-type': 'text/html' };
      replyWith(state, { path: '/api/signup', status: 200, headers, body: '<h1>Gateway</h1>' });
    }),
  },
  'invitation-link-old-host': {
    description: 'the links of invitations name the old server',
    red: ['invitation.link'],
    says: onOneLine('no link of the mail names new.backtrace.test', 'old.backtrace.test'),
    apply: invitations({ linkHost: 'old.backtrace.test' }),
  },
  'invitation-link-dead': {
    description: 'the links of invitations are not good',
    red: ['invitation.link'],
    says: onOneLine('the link of the invitation: ', /(HTTP 404|not valid)/),
    apply: invitations({ dead: true }),
  },
};
