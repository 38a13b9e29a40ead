import { digestOf, isSecretField, withoutSecrets } from '../../inventory/secrets.ts';
import { type Fields, flagIn, isFields, numberIn, plainName, shapeOf, textIn, valueIn } from './spellings.ts';
import { readStatistics, type Statistics } from './statistics.ts';

/** A symbol server that symbold downloads from; null is what the reply did not tell. No secret is held. */
export interface SymbolServer {
  id: string;
  name: string | null;
  url: string | null;
  enabled: boolean | null;
  /** Only what its whitelist names is downloaded. */
  whitelistOnly: boolean | null;
  concurrentDownloads: number | null;
  retryLimit: number | null;
  retryTimeout: number | null;
  timeout: number | null;
  retain: boolean | null;
  credentials: Access;
  proxy: { host: string | null; port: number | null; userName: string | null } | null;
  statistics: Statistics;
  /** Every other text, number, and yes or no of the row by its own name; the label may be among them. */
  others: Record<string, string | number | boolean>;
  /** The row's fields as `shapeOf` gives them. */
  shape: string;
}

/** How it is logged in to; the user name of a cloud's key is a digest. */
export interface Access {
  kind: 'none' | 'basic' | 'aws' | 'gcs';
  userName: string | null;
  bucket: string | null;
  lowerFile: boolean | null;
  lowerId: boolean | null;
  usePdb: boolean | null;
}

const names = {
  id: ['id', 'symbolserverid', 'serverid'],
  name: ['name', 'symbolservername', 'servername'],
  url: ['url', 'symbolserverurl', 'serverurl', 'baseurl', 'address'],
  enabled: ['enabled', 'isenabled'],
  disabled: ['disabled', 'isdisabled'],
  state: ['state', 'status'],
  whitelistOnly: [
    'whitelist',
    'iswhitelist',
    'whitelistonly',
    'usewhitelist',
    'whitelistenabled',
    'allowlist',
  ],
  concurrentDownloads: ['numberofconcurrentdownload', 'numberofconcurrentdownloads', 'concurrentdownloads'],
  retryLimit: ['retrylimit', 'retries', 'maxretries'],
  retryTimeout: ['retrytimeout'],
  timeout: ['timeout', 'downloadtimeout'],
  retain: ['retain', 'isretain'],
  credentials: ['servercredentials', 'credentials', 'symbolservercredentials'],
  userName: ['username', 'user', 'login', 'accesskey', 'accesskeyid'],
  aws: ['awsconnection', 'aws', 'awscredentials', 's3'],
  gcs: ['gcsconnection', 'gcs', 'googleconnection', 'gcpconnection', 'googlecloudstorage', 'gcp'],
  proxy: ['proxy', 'serverproxy', 'proxysettings'],
} as const;

/** Fields by which a row is known as that of a symbol server. */
export const serverFields: readonly string[] = [...names.url, ...names.name];

/** The row as symbol server; undefined where it has neither an id nor something to name it. */
export function readSymbolServer(row: unknown): SymbolServer | undefined {
  if (!isFields(row)) return undefined;
  const id = textIn(row, names.id);
  const [name, url] = [textIn(row, names.name), textIn(row, names.url)];
  if (id === null || (name === null && url === null)) return undefined;
  return {
    id,
    name,
    url: url === null ? null : String(withoutSecrets(url)),
    enabled: enabledIn(row),
    whitelistOnly: flagIn(row, names.whitelistOnly),
    concurrentDownloads: numberIn(row, names.concurrentDownloads),
    retryLimit: numberIn(row, names.retryLimit),
    retryTimeout: numberIn(row, names.retryTimeout),
    timeout: numberIn(row, names.timeout),
    retain: flagIn(row, names.retain),
    credentials: accessIn(row),
    proxy: proxyIn(row),
    statistics: readStatistics(row),
    others: othersIn(row),
    shape: shapeOf(row),
  };
}

function enabledIn(row: Fields): boolean | null {
  const enabled = flagIn(row, names.enabled);
  if (enabled !== null) return enabled;
  const disabled = flagIn(row, names.disabled);
  if (disabled !== null) return !disabled;
  const state = textIn(row, names.state)?.toLowerCase();
  if (state === 'enabled' || state === 'active') return true;
  return state === 'disabled' || state === 'inactive' ? false : null;
}

function accessIn(row: Fields): Access {
  const given = valueIn(row, names.credentials);
  // A reply may show the credentials only as `true` or as stars, and the user name beside them.
  const fields = isFields(given) ? given : row;
  const [aws, gcs] = [names.aws, names.gcs].map((each) => valueIn(fields, each) ?? valueIn(row, each));
  const userName = textIn(fields, names.userName);
  const there = userName !== null || (isFields(given) ? Object.keys(given).length > 0 : Boolean(given));
  const kind = aws ? 'aws' : gcs ? 'gcs' : there ? 'basic' : 'none';
  const bucket = [aws, gcs].find(isFields) ?? {};
  return {
    kind,
    userName: userName === null || kind === 'basic' ? userName : digestOf(userName),
    bucket: textIn(bucket, ['bucketname', 'bucket']),
    lowerFile: flagIn(bucket, ['lowerfile']),
    lowerId: flagIn(bucket, ['lowerid']),
    usePdb: flagIn(bucket, ['usepdb']),
  };
}

function proxyIn(row: Fields): SymbolServer['proxy'] {
  const proxy = valueIn(row, names.proxy);
  const fields = isFields(proxy) ? proxy : {};
  const host = textIn(fields, ['host', 'hostname', 'url']) ?? textIn(row, ['proxyhost']);
  if (host === null) return null;
  return {
    host: String(withoutSecrets(host)),
    port: numberIn(fields, ['port']) ?? numberIn(row, ['proxyport']),
    userName: textIn(fields, names.userName) ?? textIn(row, ['proxyusername', 'proxyuser']),
  };
}

const read = new Set<string>([
  ...Object.values(names).flat(),
  'proxyhost',
  'proxyport',
  'proxyusername',
  'proxyuser',
]);

function othersIn(row: Fields): SymbolServer['others'] {
  const others = Object.entries(row).filter(
    (each): each is [string, string | number | boolean] =>
      !read.has(plainName(each[0])) &&
      !isSecretField(each[0]) &&
      ['string', 'number', 'boolean'].includes(typeof each[1]),
  );
  return Object.fromEntries(
    others.map(([name, value]) => [
      name,
      typeof value === 'string' ? String(withoutSecrets(value, name)) : value,
    ]),
  );
}
