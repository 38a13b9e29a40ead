import type { SamlConf } from '../host/parse/saml-conf.ts';
import type { Configuration } from '../inventory/configuration.ts';
import type { Entry } from '../inventory/entry.ts';
import { withoutHostNames } from '../inventory/host-names.ts';
import { isAboutSso } from './sso-names.ts';

export const samlFileType = 'saml.json';

/** The rows of the configuration database about single sign-on: whole types, or those fields of others. */
export function ssoConfiguration({ types, entries }: Configuration): Entry[] {
  return entries.flatMap((entry): Entry[] => {
    if (isAboutSso(entry.type)) return [entry];
    const named = (types[entry.type] ?? []).filter(isAboutSso);
    const fields = Object.fromEntries(Object.entries(entry.fields).filter(([name]) => named.includes(name)));
    return Object.keys(fields).length > 0 ? [{ ...entry, fields }] : [];
  });
}

/**
 * What saml.json holds, to be compared with the other server's: settings are keyed by the host name of coronerd there,
 * which stands as `{server}` here, whatever its own name is.
 */
export function samlEntries({ settings, certificates }: SamlConf, hosts: readonly string[]): Entry[] {
  const neutral = withoutHostNames(hosts);
  return [
    ...settings.map(({ key, value }) => ({ type: samlFileType, key: neutral(key), fields: { value } })),
    ...certificates.map(({ key, fingerprint, subject, notAfter }) => ({
      type: samlFileType,
      key: neutral(key),
      fields: { certificate: fingerprint, subject, notAfter },
    })),
  ];
}

/** Certificates of the file that have ended at `now` (ms). */
export function expiredCertificates({ certificates }: SamlConf, now: number): string[] {
  return certificates
    .filter(({ notAfter }) => Date.parse(notAfter) <= now)
    .map(
      ({ key, subject, notAfter }) =>
        `the certificate ${key} of saml.json (${subject}) expired at ${notAfter}`,
    );
}
