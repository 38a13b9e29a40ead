import { findRow, integerOf, rowsOf, textOf } from '../state/row.ts';
import type { Row, ServerState } from '../state/types.ts';

/** How a universe logs in by SAML: the fields of the console's page `Single sign-on` (vendor's documentation). */
export interface SingleSignOn {
  /** Number and name of the universe. */
  universeId: number;
  universe: string;
  enabled: boolean;
  /** `Entity ID (issuer)`: what the server calls itself. */
  entityId: string;
  /** Where the identity provider is asked to sign somebody in. */
  ssoUrl: string;
  callbackUrl: string;
  /** Whoever the identity provider vouches for gets an account. */
  provisioning: boolean;
  /** E-mail address that is shown when a login fails; '' for none. */
  adminContact: string;
  /** PEM of the identity provider's certificate. */
  certificate: string;
  /** Key that requests are signed with, PEM, and how; undefined for requests that are not signed. */
  requestSigning: { privateKey: string; algorithm: 'sha1' | 'sha256' | 'sha512' } | undefined;
}

/** The settings of every universe that has some, in the order of the rows of type `saml`. */
export function singleSignOns(state: ServerState): SingleSignOn[] {
  return rowsOf(state, 'saml').map((row) => read(state, row));
}

/** The settings by which a console lets people log in: of the universe that is named, else the first enabled ones. */
export function enabledSingleSignOn(state: ServerState, universe?: string): SingleSignOn | undefined {
  return singleSignOns(state).find((each) => {
    return each.enabled && (universe === undefined || each.universe === universe);
  });
}

function read(state: ServerState, row: Row): SingleSignOn {
  return {
    universeId: integerOf(row, 'universe'),
    universe: textOf(findRow(state, 'universe', 'id', row.universe ?? null), 'name'),
    enabled: row.enabled === 1,
    entityId: textOf(row, 'entity_id'),
    ssoUrl: textOf(row, 'sso_url'),
    callbackUrl: textOf(row, 'callback_url'),
    provisioning: row.user_provisioning === 1,
    adminContact: textOf(row, 'admin_contact'),
    certificate: textOf(row, 'certificate'),
    requestSigning: signing(row),
  };
}

function signing(row: Row): SingleSignOn['requestSigning'] {
  const privateKey = textOf(row, 'request_private_key');
  const algorithm = textOf(row, 'request_signature_algorithm');
  if (privateKey === '') return undefined;
  return { privateKey, algorithm: algorithm === 'sha1' || algorithm === 'sha512' ? algorithm : 'sha256' };
}
