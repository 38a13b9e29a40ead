import { isLoopback, type Places } from './places.ts';

const isPage = ({ protocol }: URL) => protocol === 'http:' || protocol === 'https:';
const isSafe = (url: URL) => url.protocol === 'https:' || (isPage(url) && isLoopback(url));

/**
 * A login of the console at the origin `home` through an identity provider. Its pages are https, and at one of `hosts`
 * (SSO_HOSTS) where there are any. Without them, what is sent once the password was typed goes to the console, to where it
 * was typed, and to where the browser had been led before. `never` are origins that are no identity provider's.
 */
export class SsoPlaces implements Places {
  readonly secrets: readonly string[];
  readonly #home: string;
  readonly #hosts: readonly string[];
  readonly #never: readonly string[];
  readonly #passed = new Set<string>();
  readonly #typedAt = new Set<string>();
  #sent = false;

  constructor(
    home: string,
    secrets: readonly string[],
    { hosts = [], never = [] }: { hosts?: readonly string[] | undefined; never?: readonly string[] } = {},
  ) {
    this.secrets = secrets;
    this.#home = home;
    this.#hosts = hosts;
    this.#never = never.filter((origin) => origin !== home);
  }

  get next(): string {
    const pinned = this.#hosts.length > 0;
    return pinned
      ? 'If that host belongs to your identity provider, add it to SSO_HOSTS; else correct the settings of single sign-on'
      : 'If that host belongs to your identity provider, list all of its hosts in SSO_HOSTS; else correct the settings of single sign-on';
  }

  /** Origins where name or password were typed. */
  get typedAt(): readonly string[] {
    return [...this.#typedAt];
  }

  /** The browser is led there. */
  visited(url: URL): void {
    if (!this.#sent && isSafe(url)) this.#passed.add(url.origin);
  }

  /** The password is about to be typed: from then on nothing is sent to an origin that was not seen before. */
  seal(): void {
    this.#sent = true;
  }

  /** Name or password were typed there. */
  typed(url: URL): void {
    this.#typedAt.add(url.origin);
  }

  page(at: URL): string | undefined {
    const why = this.#refusal(at);
    return why && `the identity provider's page is at ${at.origin}, ${why}`;
  }

  form(to: URL, from: URL): string | undefined {
    if (to.origin === this.#home || (this.#hosts.length === 0 && to.origin === from.origin)) return undefined;
    const why = this.#hosts.length > 0 ? this.#refusal(to) : 'another origin';
    return (
      why && `the form of the identity provider's page at ${from.origin} is sent to ${to.origin}, ${why}`
    );
  }

  request(to: URL): string | undefined {
    if (to.origin === this.#home) return undefined;
    const why = this.#refusal(to);
    if (why) return `${to.origin} is ${why.replace(/^which is /, '')}`;
    if (this.#hosts.length > 0 || !this.#sent) return undefined;
    const isKnown = this.#typedAt.has(to.origin) || this.#passed.has(to.origin);
    return isKnown ? undefined : `${to.origin} is neither the console's nor the identity provider's origin`;
  }

  #refusal(url: URL): string | undefined {
    if (this.#never.includes(url.origin)) return 'which is the old server';
    if (!isSafe(url)) return 'which is not https';
    const isPinned = this.#hosts.length === 0 || this.#hosts.includes(url.host);
    return isPinned ? undefined : `which is not among SSO_HOSTS (${this.#hosts.join(', ')})`;
  }
}
