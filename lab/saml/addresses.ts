/** Origin under which the identity provider is known; only the lab resolves the name. */
export const identityProviderOrigin = 'https://idp.acme.test';

/** Where the identity provider is asked to sign somebody in: the `SSO URL` of the settings page. */
export const ssoUrl = `${identityProviderOrigin}/sso`;

/** The callback URL of a server in the form of the vendor's documentation; its SAML host is the console's. */
export function callbackUrl(hostname: string): string {
  return `https://${hostname}${callbackPath(hostname)}`;
}

/** Path of the callback for a server's name. */
export function callbackPath(hostname: string): string {
  return `/api/sso/saml/${hostname}`;
}
