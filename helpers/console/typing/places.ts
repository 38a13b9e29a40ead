/** Where something secret may be typed, and where it may be sent. Each answer is why not, or undefined. */
export interface Places {
  /** What is typed: a request whose address holds one of these texts is treated as one with a body. */
  readonly secrets: readonly string[];
  /** What to do about a refusal. */
  readonly next: string;
  /** Nothing is typed on a page at this address. */
  page(at: URL): string | undefined;
  /** Nothing is typed into a form of the page `from` that is sent to this address. */
  form(to: URL, from: URL): string | undefined;
  /** No request with a body goes to this address. */
  request(to: URL): string | undefined;
}

/**
 * The console at the origin `home`: of another page nothing is typed, and nothing is sent to another origin. `also` are
 * further origins that are known to be the same server's.
 */
export function consolePlaces(
  home: string,
  secrets: readonly string[],
  also: readonly string[] = [],
): Places {
  const origins = [home, ...also];
  const isHome = ({ origin }: URL) => origins.includes(origin);
  return {
    secrets,
    next: 'Mend the address that the console is configured with, or correct NEW_URL',
    page: (at) => (isHome(at) ? undefined : `the console redirects to ${at.origin}`),
    form: (to) => (isHome(to) ? undefined : `the form of the console is sent to ${to.origin}`),
    request: (to) => (isHome(to) ? undefined : `${to.origin} is not the console's origin ${home}`),
  };
}

/** Whether this machine itself is meant, which browsers decide by the name alone. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(?:localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
