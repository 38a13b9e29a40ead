/** A listener of the server. The lab gives it a real port when it starts. */
export interface Listener {
  id: number;
  type: 'http/console' | 'http/writer' | 'reader';
  protocol: 'http' | 'https';
  /** Address that the host's `ss` shows: `0.0.0.0`, `[::]`, `127.0.0.1`, … */
  bind: string;
  /** systemd unit whose main process owns the socket, or the command name of a stranger. */
  owner: string;
  dnsName?: string;
  /** Configured, but nothing listens. */
  down?: boolean;
  /** Connections to it are silently dropped, as a firewall does. */
  dropped?: boolean;
  /** Answers every submission with this. */
  refuses?: { status: number; message: string };
  /** Takes every submission and never answers. */
  silent?: boolean;
  /** How its TLS deviates from a good one. */
  tls?: ListenerTls;
  /** What really is spoken on its port, where that is not its protocol. */
  speaks?: 'plain' | 'tls';
}

/** TLS of a listener; what is absent is good. */
export interface ListenerTls {
  versions?: { min: TlsVersion; max: TlsVersion };
  /** OpenSSL cipher list up to TLS 1.2. */
  ciphers?: string;
  /** What is sent beside the certificate. */
  chain?: 'complete' | 'leaf-only' | 'wrong-order';
  /** `soon` = it expires in three days. */
  certificate?: 'good' | 'expired' | 'soon' | 'wrong-name' | 'self-signed';
  key?: 'p-256' | 'p-384' | 'rsa-1024' | 'rsa-2048';
}

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

/** Names of one side in DNS. */
export interface DnsZone {
  records: DnsRecord[];
  /** The name server answers SERVFAIL, or not at all. */
  trouble?: 'servfail' | 'silent';
}

export interface DnsRecord {
  /** Lower case, without a dot at its end. */
  name: string;
  type: 'A' | 'AAAA' | 'CNAME';
  /** An address, or the name that it is an alias of. */
  value: string;
}
