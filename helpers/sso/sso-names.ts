const words =
  /saml|oauth|oidc|openid|ldap|(?:^|[^a-z])(?:sso|idp|auth)(?:[^a-z]|$)|(?:^|[^a-z])authenticat|^(?:sso|idp)(?=[A-Z])/;

/**
 * Whether a type or a field is about single sign-on, by its name alone: no public source names one (contract §12).
 * `author` and `authority` are not.
 */
export function isAboutSso(name: string): boolean {
  return words.test(name) || words.test(name.toLowerCase());
}
