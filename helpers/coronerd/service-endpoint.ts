import { Unanswered } from '../unanswered.ts';

/**
 * Where requests to a side service go (contract §2.3: relative to the console, or absolute). They carry the session's
 * token, so an endpoint on another host has to be https, whatever the server says.
 * @throws Unanswered where the token would have to be sent to another host in the clear
 */
export function serviceUrl(endpoint: string, console: URL): URL {
  const url = endpointUrl(endpoint, console);
  if (isOwnHost(url, console) || url.protocol === 'https:') return url;
  throw new Unanswered(
    `${url.origin} was not asked: it is another host than ${console.hostname}, and the session's token would go there over plain HTTP`,
    {
      asked: 'a side service',
      where: url.origin,
      next: 'Give the service an https endpoint, or one on the host of the console.',
    },
  );
}

/** The endpoint as an absolute URL. Throws `Unanswered` where it is none. */
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
