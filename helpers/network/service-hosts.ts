import type { ServerSettings } from '../settings/types.ts';

/**
 * The origins that SERVICE_HOSTS stands for: of a host alone any port over https, `https://host:*`; of one with its port
 * https, and plain http only where the console itself is reached that way.
 */
export function listedOrigins({
  url,
  serviceHosts = [],
}: Pick<ServerSettings, 'url' | 'serviceHosts'>): string[] {
  const schemes = url.protocol === 'https:' ? ['https:'] : ['https:', 'http:'];
  return serviceHosts.flatMap(({ host, port }) =>
    port === undefined ? [`https://${host}:*`] : schemes.map((scheme) => `${scheme}//${host}:${port}`),
  );
}

/** Whether a URL is at one of these origins. */
export function isListed(origins: readonly string[], { protocol, hostname, port }: URL): boolean {
  const at = port || (protocol === 'https:' ? '443' : '80');
  return [at, '*'].some((each) => origins.includes(`${protocol}//${hostname}:${each}`));
}
