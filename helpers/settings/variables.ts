import { z } from 'zod';
import { addresses, hosts, nameServer } from './network-values.ts';
import {
  address,
  allowed,
  baseUrl,
  hostKey,
  imapServer,
  instant,
  listenAddress,
  mailAddress,
  origin,
  positive,
  projectName,
  serviceHosts,
  sshTarget,
  symbolNames,
  yesOrNo,
} from './values.ts';
import { waivers } from './waivers.ts';

/** How a variable is read, how a right value looks, and whether its value may be shown. */
interface Variable<T> {
  read: z.ZodType<T>;
  example: string;
  secret?: true;
}

const text = z.string();
const whole = positive({ whole: true });

function variable<T>(read: z.ZodType<T>, example: string, secret?: true): Variable<T> {
  return { read, example, ...(secret ? { secret } : {}) };
}

function side<P extends 'NEW' | 'OLD'>(prefix: P) {
  const name = prefix.toLowerCase();
  return {
    [`${prefix}_URL`]: variable(origin, `https://${name}.example.com`),
    [`${prefix}_ADDRESS`]: variable(address, '192.0.2.10'),
    [`${prefix}_CA_FILE`]: variable(text, '/etc/ssl/company-ca.pem'),
    [`${prefix}_UNIVERSE`]: variable(text, 'acme'),
    [`${prefix}_USERNAME`]: variable(text, 'admin'),
    [`${prefix}_PASSWORD`]: variable(text, '(the password)', true),
    [`${prefix}_TOKEN`]: variable(text, '(a session token)', true),
    [`${prefix}_SSH`]: variable(sshTarget, `ops@${name}.example.com`),
    [`${prefix}_SSH_KEY_FILE`]: variable(text, '~/.ssh/id_ed25519'),
    [`${prefix}_SSH_KNOWN_HOSTS`]: variable(text, '~/.ssh/known_hosts'),
    [`${prefix}_SSH_HOST_KEY`]: variable(hostKey, 'SHA256:(43 characters)'),
    [`${prefix}_SSH_JUMP`]: variable(sshTarget, 'ops@bastion.example.com'),
  } as SideVariables<P>;
}

type SideVariables<P extends string> = {
  [K in `${P}_URL`]: Variable<URL>;
} & {
  [K in `${P}_${'ADDRESS' | 'CA_FILE' | 'UNIVERSE' | 'USERNAME' | 'PASSWORD' | 'TOKEN'}`]: Variable<string>;
} & {
  [K in `${P}_SSH_${'KEY_FILE' | 'KNOWN_HOSTS' | 'HOST_KEY'}`]: Variable<string>;
} & {
  [K in `${P}_SSH${'' | '_JUMP'}`]: Variable<{ user: string; host: string; port: number }>;
};

/** Every variable that the pack reads, by name. `.env.example` documents the same ones. */
export const variables = {
  ...side('NEW'),
  ...side('OLD'),
  SERVICE_HOSTS: variable(serviceHosts, 'workflows.example.com,links.example.com:8443'),
  ALLOW_PLAIN_HTTP: variable(yesOrNo, 'yes'),
  OLD_BASELINE: variable(text, 'baseline.json'),
  CUTOFF: variable(instant, '2026-11-20T22:00:00Z'),
  PROBE_PROJECT: variable(projectName, 'acme/migration-probe'),
  PROBE_TOKEN: variable(text, '(a submission token of PROBE_PROJECT)', true),
  KNOWN_GOOD_SYMBOL: variable(symbolNames, 'ntdll.pdb,180BF1B90AA75697D0EFEA5E5630AC4B1'),
  LOGIN_ACCOUNTS_FILE: variable(text, 'accounts.json'),
  MAIL_TO: variable(mailAddress, 'verification@example.com'),
  MAIL_IMAP: variable(imapServer, 'imaps://mail.example.com'),
  MAIL_USERNAME: variable(text, 'verification@example.com'),
  MAIL_PASSWORD: variable(text, '(the password)', true),
  MAIL_FOLDER: variable(text, 'INBOX'),
  MAIL_CA_FILE: variable(text, '/etc/ssl/company-ca.pem'),
  MAIL_SECONDS: variable(positive(), '60'),
  SSO_USERNAME: variable(text, 'jane@example.com'),
  SSO_PASSWORD: variable(text, '(the password at the identity provider)', true),
  SSO_ACCOUNT: variable(text, 'jane'),
  SSO_HOSTS: variable(hosts, 'login.example.com,adfs.example.com:8443'),
  CONSOLE_MAP: variable(text, 'console-map.json'),
  PLAYWRIGHT_CHROMIUM: variable(text, '/usr/bin/chromium'),
  CHROMIUM_SANDBOX: variable(yesOrNo, 'no'),
  ALLOW: variable(allowed, 'submit,restart'),
  WEBHOOK_LISTEN: variable(listenAddress, '0.0.0.0:8099'),
  WEBHOOK_URL: variable(baseUrl, 'http://verifier.example.com:8099'),
  TRACKER_URL: variable(baseUrl, 'https://jira.example.com'),
  TRACKER_USERNAME: variable(text, 'verifier@example.com'),
  TRACKER_CA_FILE: variable(text, '/etc/ssl/company-ca.pem'),
  TRACKER_PASSWORD: variable(text, '(a password or API token of the tracker)', true),
  WAIVERS: variable(waivers, 'requirements.memory-cpu until 2026-12-31: smaller machine on purpose'),
  EXPECT_VERSION: variable(z.string().regex(/^\d+(\.\d+)+$/, 'is not a version such as 1.42.1'), '1.42.1'),
  EXPECT_STORAGE_PATH: variable(z.string().regex(/^\//, 'is not an absolute path'), '/var/coronerd'),
  MIN_OPEN_FILES: variable(whole, '131072'),
  MIN_MAX_MAP_COUNT: variable(whole, '16000000'),
  MIN_MEMORY_AVAILABLE_PERCENT: variable(positive({ most: 100 }), '5'),
  MAX_SWAP_USED_PERCENT: variable(positive({ most: 100 }), '75'),
  MIN_PERCENT_OF_OLD_MACHINE: variable(positive(), '75'),
  MAX_LOAD_PER_CORE: variable(positive(), '4'),
  MAX_DISK_USED_PERCENT: variable(positive({ most: 100 }), '90'),
  MAX_SYMBOL_FAILURE_PERCENT: variable(positive({ most: 100 }), '99'),
  MAX_SYMBOL_FAILURE_RISE: variable(positive({ most: 100 }), '20'),
  MAX_CLOCK_SKEW_SECONDS: variable(positive(), '1'),
  MIN_CERTIFICATE_DAYS: variable(positive(), '14'),
  EXPECT_ADDRESSES: variable(addresses, '192.0.2.10,2001:db8::10'),
  DNS_SERVER: variable(nameServer, '192.0.2.53'),
  OBSERVE_SECONDS: variable(positive(), '10'),
  RESTART_SECONDS: variable(positive(), '60'),
  SUBMISSION_SECONDS: variable(positive(), '30'),
  SYMBOL_SECONDS: variable(positive(), '120'),
  NOTIFICATION_SECONDS: variable(positive(), '60'),
  PAGE_SECONDS: variable(positive(), '20'),
  PAGE_CONCURRENCY: variable(positive({ whole: true, most: 16 }), '4'),
  HTTP_CONCURRENCY: variable(positive({ whole: true, most: 64 }), '8'),
  HTTP_TIMEOUT_SECONDS: variable(positive(), '30'),
  HTTP_MAX_REPLY_MEGABYTES: variable(positive({ whole: true, most: 8192 }), '512'),
  HTTP_MAX_JSON_MEGABYTES: variable(positive({ whole: true, most: 500 }), '64'),
  RESULTS_DIR: variable(text, 'results'),
} as const;

export type VariableName = keyof typeof variables;

/** What a variable reads to. */
export type ValueOf<K extends VariableName> = z.output<(typeof variables)[K]['read']>;
