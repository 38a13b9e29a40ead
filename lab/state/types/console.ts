import type { ConsoleGeneration } from '../console-generations.ts';

/** How the web console is laid out. */
export interface ConsoleLayout {
  generation: ConsoleGeneration;
  /** Entries of the settings' menus are links unless said otherwise. */
  menuEntries?: 'links' | 'buttons';
}

/** The organization's SAML 2.0 identity provider. */
export interface IdentityProvider {
  entityId: string;
  /** Entity ID of the Backtrace servers, which it knows; their callback URLs are known to it too. */
  serviceProvider: string;
  users: { username: string; password: string; email: string }[];
  /** It asks for name and password on pages of their own, and then whether to stay signed in. */
  pageByPage?: boolean;
}

/**
 * How single sign-on goes wrong: the identity provider answers to the other server's callback, or with an assertion
 * that must be refused, or not at all; or what is right is not believed (the SAML host is not among `authenticated`
 * in coronerd.conf); or the identity provider asks for a code beside the password.
 */
export type SsoTrouble =
  | 'callback-to-the-other-host'
  | 'wrong-audience'
  | 'expired-assertion'
  | 'unsigned-assertion'
  | 'identity-provider-down'
  | 'second-factor'
  | 'not-authenticated';

/** What the web console does wrong. */
export interface ConsoleBehaviour {
  /** Version that Help > About shows. */
  about?: string;
  /** Projects (pid) whose triage is broken, and how. */
  triage?: {
    pid: number;
    trouble: 'banner' | 'exception' | 'failing-request' | 'blank' | 'never-loads' | 'wrong-count';
  }[];
  /** Pages of the settings, such as `organization/users` or `project/symbol/servers`, of one project or all. */
  applets?: { applet: string; pid?: number; trouble: 'error' | 'vanished' }[];
  /** How shortened links go wrong; `absent` = the console has no such button. */
  share?: { linkHost?: string; dead?: boolean; otherPage?: boolean; absent?: boolean };
  /** How invitations go wrong: their link names another host, or opens nothing; they, and accounts, cannot be deleted. */
  invitation?: { linkHost?: string; dead?: boolean; stays?: boolean };
  sso?: ('button-missing' | 'settings-error' | 'test-fails')[];
}
