import { Unanswered } from '../unanswered.ts';

/** A side service's endpoint, relative to the console or absolute (contract §2.3), as a URL. Throws `Unanswered` where it is none. */
export function endpointUrl(endpoint: string, console: URL): URL {
  const url = URL.canParse(endpoint, console.href) ? new URL(endpoint, console) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new Unanswered(`the server names ${JSON.stringify(endpoint)} as endpoint, which is no http(s) URL`, {
    asked: 'GET /api/config (services)',
    where: console.origin,
    next: 'Correct the endpoint of the service.',
  });
}

export function isOwnHost(url: URL, console: URL): boolean {
  return url.hostname === console.hostname;
}
