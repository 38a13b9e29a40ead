import { findRow } from '../state/row.ts';
import type { Behaviour, ConsoleBehaviour } from '../state/types.ts';
import { changed, type Fault, present } from './fault.ts';
import { inThisOrder, onOneLine, type Said } from './said.ts';

function consoleFault(
  trouble: NonNullable<ConsoleBehaviour['sso']>[number],
  red: string[],
  description: string,
  says: Said,
  also: string[] = [],
): Fault {
  const apply = changed((state) => {
    const { console } = state.behaviour;
    state.behaviour.console = { ...console, sso: [...(console?.sso ?? []), trouble] };
  });
  return { description, red, says, also, apply };
}

function loginFault(
  trouble: NonNullable<Behaviour['sso']>[number],
  description: string,
  says: Said,
  more: Partial<Fault> = {},
): Fault {
  const apply = changed((state) => {
    state.behaviour.sso = [...(state.behaviour.sso ?? []), trouble];
  });
  return { description, red: ['sso.login'], says, apply, ...more };
}

const refused = inThisOrder('what the console says after the login', 'Failed to login - Internal Error');

/** Faults of single sign-on. */
export const ssoFaults: Record<string, Fault> = {
  'sso-settings-error': consoleFault(
    'settings-error',
    ['sso.settings-page'],
    'the page of single sign-on cannot be made',
    /error banner|failing request/,
    ['ui.applets'],
  ),
  'sso-test-fails': consoleFault(
    'test-fails',
    ['sso.settings-page'],
    'the test of the SSO configuration fails',
    onOneLine('Test configuration: ', 'failed'),
  ),
  'sso-button-missing': consoleFault(
    'button-missing',
    ['sso.button', 'sso.login'],
    'the login page does not offer Login via SSO',
    /Login via SSO/,
  ),
  'sso-callback-old-host': loginFault(
    'callback-to-the-other-host',
    'the identity provider still answers to the old server',
    /the login ends at the new server/,
  ),
  'sso-wrong-audience': loginFault(
    'wrong-audience',
    'the assertion is meant for somebody else, and is refused',
    refused,
  ),
  'sso-not-authenticated': loginFault(
    'not-authenticated',
    'the SAML host is not among the authenticated ones of coronerd.conf',
    refused,
  ),
  'sso-account-deleted': {
    description: 'the account that single sign-on is tried with is deleted, and a login would make it anew',
    red: ['sso.login'],
    outcome: 'error',
    says: onOneLine('no account of the new server is named ', 'SSO_ACCOUNT'),
    apply: changed((state) => {
      const email = state.identityProvider?.users[0]?.email ?? null;
      present(findRow(state, 'users', 'email', email), 'account of single sign-on').deleted = 1;
    }),
  },
  'sso-second-factor': loginFault(
    'second-factor',
    'the identity provider asks for a code that the account of the run does not have',
    onOneLine('did not sign in: its page shows ', 'Enter the code that was sent'),
    { outcome: 'error' },
  ),
  'sso-identity-provider-down': loginFault(
    'identity-provider-down',
    'the identity provider cannot be reached from the browser',
    /the browser could not open the page of the identity provider/,
    { outcome: 'error', also: ['sso.settings-page'] },
  ),
};
