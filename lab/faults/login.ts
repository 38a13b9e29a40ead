import { idpCertificates } from '../host/debian/idp-certificates.ts';
import { loginAccounts } from '../login-accounts.ts';
import { rowsOf, textOf } from '../state/row.ts';
import type { Row, ServerState } from '../state/types.ts';
import { changed, type Fault, present } from './fault.ts';
import { onOneLine } from './said.ts';

function member(state: ServerState): Row {
  const isPlain = (row: Row) => row.role === 'member' && row.active === 1 && row.deleted === 0;
  return present(rowsOf(state, 'users').find(isPlain), 'plain member');
}

/** An account that owns nothing and is a member of nothing. */
function unreferenced(state: ServerState): Row {
  const others = Object.entries(state.configuration).filter(([type]) => type !== 'users');
  const referred = others.flatMap(([, rows]) => rows.flatMap(({ owner, user, uid }) => [owner, user, uid]));
  const free = rowsOf(state, 'users').find((row) => row.deleted === 0 && !referred.includes(row.uid ?? null));
  return present(free, 'account that nothing refers to');
}

const samlFile = '/opt/backtrace/backtrace-saml/saml.json';

/** A fault of the file that configures single sign-on. */
function saml(from: string | RegExp, to: string) {
  return changed((state) => {
    const file = present(state.host.files[samlFile], samlFile);
    const content = present(file.content, 'content of saml.json');
    file.content = content.replace(from, to);
    if (file.content === content) throw new Error('the fault changes nothing of saml.json');
  });
}

/** Faults of accounts, login and single sign-on. */
export const loginFaults: Record<string, Fault> = {
  'user-missing': {
    description: 'a user account was not brought over',
    red: ['login.accounts'],
    says: onOneLine('missing on new: ', '(users)'),
    apply: changed((state) => {
      const lost = unreferenced(state);
      state.configuration.users = rowsOf(state, 'users').filter((row) => row !== lost);
    }),
  },
  'user-role-changed': {
    description: 'a member became an administrator',
    red: ['login.accounts'],
    says: onOneLine('different: ', 'users', 'role: old "member", new "admin"'),
    apply: changed((state) => {
      const tried = loginAccounts(state).map((account) => Object.values(account)[0]);
      const isOther = (row: Row) => row.role === 'member' && !tried.includes(row.username ?? '');
      present(rowsOf(state, 'users').find(isOther), 'another member').role = 'admin';
    }),
  },
  'team-membership-lost': {
    description: 'a member of a team was left out of it',
    red: ['login.accounts'],
    says: onOneLine('missing on new: ', 'team_member'),
    apply: changed((state) => {
      rowsOf(state, 'team_member').pop();
    }),
  },
  'project-access-widened': {
    description: 'somebody has more rights in a project than before',
    red: ['login.accounts'],
    says: onOneLine('different: ', 'project_member_'),
    apply: changed((state) => {
      const grant = rowsOf(state, 'project_member_user')[0] ?? rowsOf(state, 'project_member_team')[0];
      const found = present(grant, 'access to a project');
      found.role = found.role === 'admin' ? 'guest' : 'admin';
    }),
  },
  'invitation-lost': {
    description: 'an invitation that waits was not brought over',
    red: ['login.accounts'],
    says: onOneLine('missing on new: ', 'signup_pending'),
    apply: changed((state) => {
      rowsOf(state, 'signup_pending').pop();
    }),
  },
  'login-refused': {
    description: 'an account that is there cannot log in with its password',
    red: ['login.works'],
    says: /expected 'refused' to be 'logged in as/,
    apply: changed((state) => {
      const username = textOf(member(state), 'username');
      const tried = loginAccounts(state).map((account) => Object.values(account)[0]);
      const name = tried.includes(username) ? username : String(present(tried[1], 'account that is tried'));
      state.passwords[name] = 'lost-in-the-migration';
    }),
  },
  'login-other-role': {
    description: 'an account logs in with another role than it should have',
    red: ['login.works', 'login.accounts'],
    says: /admin|role/,
    apply: changed((state) => {
      const tried = loginAccounts(state).map((account) => Object.values(account)[0]);
      const isTried = (row: Row) => tried.includes(row.username ?? '') && row.role === 'member';
      present(rowsOf(state, 'users').find(isTried), 'member that is tried').role = 'admin';
    }),
  },
  'login-accepts-anything': {
    description: 'any password logs in',
    red: ['login.works'],
    says: onOneLine(
      "login that must be refused (wrong password): expected 'logged in as ",
      "' to be 'refused'",
    ),
    apply: changed((state) => {
      state.behaviour.acceptAnyPassword = true;
    }),
  },
  'login-sso-account-with-password': {
    description: 'an account of single sign-on became one with a password',
    red: ['login.works'],
    also: ['login.accounts'],
    says: /its method is "password", expected single sign-on/,
    apply: changed((state) => {
      const tried = loginAccounts(state).map((account) => Object.values(account)[0]);
      const isTried = (row: Row) => tried.includes(row.username ?? '') && row.method === 'saml';
      present(rowsOf(state, 'users').find(isTried), 'SSO account that is tried').method = 'password';
    }),
  },
  'saml-issuer-changed': {
    description: 'single sign-on has another entity id',
    red: ['sso.configuration'],
    says: /different: tenants\/\{server\}\/issuer \(saml\.json\), value: old "https:\/\/saml\.acme/,
    apply: saml('https://saml.acme.example/backtrace', 'https://saml.other.example/backtrace'),
  },
  'saml-certificate-changed': {
    description: 'single sign-on trusts another certificate of the identity provider',
    red: ['sso.configuration'],
    says: /different: tenants\/\{server\}\/cert \(saml\.json\), certificate: old/,
    apply: saml(idpCertificates.current, idpCertificates.another),
  },
  'saml-certificate-expired': {
    description: "the identity provider's certificate has expired",
    red: ['sso.configuration'],
    says: /expired at 2021-01-01/,
    apply: saml(idpCertificates.current, idpCertificates.expired),
  },
  'saml-key-changed': {
    description: 'single sign-on signs its requests with another key',
    red: ['sso.configuration'],
    says: /different: signingKey \(saml\.json\), value: old "sha256:/,
    apply: saml('sgn-Yp4xWm83', 'sgn-another-one'),
  },
  'saml-tenant-missing': {
    description: 'single sign-on does not know the new host name of coronerd',
    red: ['sso.configuration'],
    also: ['beyond.old-host-references', 'services.conf'],
    says: /missing on new: tenants\/\{server\}\//,
    apply: saml(/"tenants": \{\s*"[^"]+"/, '"tenants": {\n    "old.backtrace.test"'),
  },
};
