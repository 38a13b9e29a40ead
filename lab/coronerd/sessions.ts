import { randomBytes } from 'node:crypto';
import type { ServerState, Value } from '../state/types.ts';

interface Session {
  username: string;
  resources: Record<string, Value>;
}

/** Who is logged in. Tokens that came from a login die with a restart; those of the state never do. */
export class Sessions {
  readonly #state: ServerState;
  readonly #opened = new Map<string, Session>();
  /** Every token that a login was given since the server started, also of sessions that are over. */
  readonly given: string[] = [];

  constructor(state: ServerState) {
    this.#state = state;
  }

  /** A new session token of a user. */
  open(username: string): string {
    const token = randomBytes(32).toString('hex');
    this.#opened.set(token, { username, resources: {} });
    this.given.push(token);
    return token;
  }

  usernameOf(token: string): string | undefined {
    return this.#session(token)?.username;
  }

  /** Settings kept with the session (contract §2.5). */
  resourcesOf(token: string): Record<string, Value> {
    return this.#session(token)?.resources ?? {};
  }

  close(token: string): void {
    this.#opened.delete(token);
  }

  /** What a restart of the server does. */
  forget(): void {
    this.#opened.clear();
  }

  #session(token: string): Session | undefined {
    const opened = this.#opened.get(token);
    if (opened) return opened;
    const username = Object.entries(this.#state.tokens).find(([, each]) => each === token)?.[0];
    if (username === undefined) return undefined;
    const session = { username, resources: {} };
    this.#opened.set(token, session);
    return session;
  }
}
