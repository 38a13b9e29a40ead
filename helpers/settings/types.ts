/** What a step may do to the new server; happens only if `ALLOW` lists it. */
export const effects = ['submit', 'restart', 'mail', 'workflow', 'ticket'] as const;
export type Effect = (typeof effects)[number];

/** How to log in to a Backtrace server. A token is used as it is and never logged out. */
export type Credentials = { username: string; password: string } | { token: string };

/** How to reach a host over SSH. */
export interface SshSettings {
  user: string;
  host: string;
  port: number;
  /** Private key file; without it the SSH agent is asked. */
  keyFile?: string;
  /** known_hosts file; without it and without `hostKey`, ~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts. */
  knownHosts?: string;
  /** Pinned host key, `SHA256:…`. */
  hostKey?: string;
  jump?: { user: string; host: string; port: number };
}

/** A host, as in a URL, that is trusted with the session's token; without a port, on any port over https. */
export interface ServiceHost {
  host: string;
  port?: number;
}

/** How to reach one Backtrace server of the pair. */
export interface ServerSettings {
  side: 'old' | 'new';
  /** Origin of the console, without path, user or password. */
  url: URL;
  /** Connect to this IP address; Host, SNI and certificate checks keep the name of `url`. */
  address?: string;
  /** PEM file with the certificates to trust beside the usual ones. */
  caFile?: string;
  /** Only this universe; without it, all that the login may see. */
  universe?: string;
  /** Hosts beside the console's where side services may be, as SERVICE_HOSTS lists them. */
  serviceHosts?: readonly ServiceHost[];
  credentials: Credentials;
  ssh?: SshSettings;
}

/** A mailbox of the run's own, read over IMAP. */
export interface MailSettings {
  /** Address whose mail arrives there, and the only one that anything is sent to. */
  to: string;
  host: string;
  port: number;
  /** TLS from the first byte on; else STARTTLS, without which nothing is said. */
  secure: boolean;
  username: string;
  password: string;
  folder: string;
  /** PEM file with the certificates to trust beside the usual ones. */
  caFile?: string;
  /** Within this many seconds a mail has to arrive. */
  seconds: number;
}

/** Bounds of every HTTP exchange. Times in ms, sizes in bytes. */
export interface HttpLimits {
  connectTimeout: number;
  headersTimeout: number;
  bodyTimeout: number;
  totalTimeout: number;
  /** Of a reply that is read piece by piece, unpacked. */
  maxReplyBytes: number;
  /** Of a reply that is held whole, unpacked; of all pages of one list together. */
  maxHeldBytes: number;
  concurrency: number;
}
