import { createHash, X509Certificate } from 'node:crypto';
import { html } from 'hono/html';
import { type SingleSignOn, singleSignOns } from '../../../saml/single-sign-on.ts';
import { textOf } from '../../../state/row.ts';
import { shown } from '../../layout/field.ts';
import type { Html } from '../../page-env.ts';
import type { OrganizationApplet } from '../applet.ts';

/** Where the settings are tried out; what the real page does is not known. */
export const singleSignOnTest = '/api/sso/saml/test';

/** How people of the universe log in by SAML. */
export const singleSignOn: OrganizationApplet = {
  heading: 'Single sign-on',
  scripts: ['sso-test'],
  body: ({ coronerd, universe }) => {
    const found = singleSignOns(coronerd.state).find((each) => each.universeId === universe.id);
    if (!found) return html`<p class="empty">Single sign-on is not configured.</p>`;
    const broken = coronerd.state.behaviour.console?.sso?.includes('test-fails');
    const path = `${singleSignOnTest}?${new URLSearchParams({ universe: textOf(universe, 'name') })}`;
    return html`${settings(found)}
<div class="actions"><button type="button" id="test-configuration" data-path="${broken ? '/api/sso/saml/test-gone' : path}">Test configuration</button></div>
<p role="status" id="test-result" hidden></p><p role="alert" class="alert" hidden></p>`;
  },
};

function settings(found: SingleSignOn): Html {
  return html`<dl>
${shown('State', found.enabled ? 'enabled' : 'disabled')}
${shown('Entity ID (issuer)', found.entityId)}
${shown('SSO URL', found.ssoUrl)}
${shown('Callback URL', found.callbackUrl)}
${shown('User provisioning', found.provisioning ? 'enabled' : 'disabled')}
${shown('Admin contact', found.adminContact)}
${shown('SAML request private key', found.requestSigning ? `configured (${found.requestSigning.algorithm})` : 'not configured')}
${shown('Certificate', certificate(found.certificate))}
</dl>`;
}

function certificate(pem: string): string {
  try {
    const { subject, validTo, raw } = new X509Certificate(pem);
    const digest = createHash('sha256').update(raw).digest('hex');
    return `${subject}, until ${validTo}, SHA-256 ${digest.slice(0, 16)}…`;
  } catch {
    return pem === '' ? '' : 'not a certificate';
  }
}
