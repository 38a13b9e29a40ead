import { registerSecret } from '../redact.ts';
import type { Credentials } from '../settings/types.ts';
import { Unanswered } from '../unanswered.ts';
import type { LoginDocument } from './documents.ts';

/** The one session of a connection, opened when it is first needed. */
export interface Session {
  /** The login document; concurrent callers share one login, and a failed login is remembered. */
  login(enter: Enter): Promise<LoginDocument>;
  /**
   * A token to repeat a request with that was refused with `stale`, or undefined where repeating is pointless.
   * `certain` = the server said that the token is invalid; else it may be a plain lack of permission.
   */
  renew(enter: Enter, stale: string, certain: boolean): Promise<string | undefined>;
  /** The repeated request was refused again: the token was not the reason. */
  renewalWasPointless(): void;
  /** Tokens of sessions that were opened by password and have to be logged out. */
  readonly opened: string[];
}

/** Sends one login request. */
export type Enter = (credentials: Credentials) => Promise<LoginDocument>;

export function sessionFor(credentials: Credentials): Session {
  let current: Promise<LoginDocument> | undefined;
  let renewing: Promise<LoginDocument> | undefined;
  let renewalsHelp = true;
  const opened: string[] = [];

  const open = async (enter: Enter): Promise<LoginDocument> => {
    const document = await enter(credentials);
    if ('password' in credentials) opened.push(document.token);
    return document;
  };

  return {
    opened,
    login(enter) {
      current ??= open(enter);
      return current;
    },
    async renew(enter, stale, certain) {
      const now = await current;
      if (now && now.token !== stale) return now.token;
      if (!certain && !renewalsHelp) return undefined;
      renewing ??= open(enter).finally(() => {
        renewing = undefined;
      });
      const attempt = renewing;
      try {
        const document = await attempt;
        current = Promise.resolve(document);
        return document.token;
      } catch (error) {
        // A server that is just restarting may be asked again; one that refused the login may not.
        if (!(error instanceof Unanswered)) current = attempt;
        throw error;
      }
    },
    renewalWasPointless() {
      renewalsHelp = false;
    },
  };
}

/** Makes the secret parts of credentials unprintable. */
export function registerCredentials(credentials: Credentials): void {
  registerSecret('token' in credentials ? credentials.token : credentials.password);
}
