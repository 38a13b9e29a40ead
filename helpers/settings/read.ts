import { canonicalAddress } from '../network/dns/same-address.ts';
import { closest } from './closest.ts';
import { type Problem, SettingsError } from './problem.ts';
import { readConsole } from './read-console.ts';
import { readMail } from './read-mail.ts';
import { readServer, setNames } from './read-server.ts';
import { readTracker, readWebhook } from './read-workflows.ts';
import type { CaptureSettings, Settings } from './settings.ts';
import { readPlainHttp, refuseOldAsService, refuseUncheckedTls, uncheckedTls } from './transport-security.ts';
import type { ServerSettings } from './types.ts';
import { type ValueOf, type VariableName, variables } from './variables.ts';

/** Variables as text, for example `process.env`. Empty text counts as not set. */
export type Environment = Record<string, string | undefined>;

/** The value of a variable; undefined where it is not set or not usable. */
export type Get = <K extends VariableName>(name: K) => ValueOf<K> | undefined;

/**
 * Settings from variables. `inFile` names those that stand in a settings file: there, a name that is no
 * setting is a problem; elsewhere only one that looks like a misspelt setting.
 * @throws SettingsError with every problem at once
 */
export function readSettings(environment: Environment, inFile: readonly string[] = []): Settings {
  const problems: Problem[] = [];
  const get = reader(environment, problems);
  reportStrangers(environment, inFile, problems);
  refuseUncheckedTls(environment, problems);
  const newServer = readServer('NEW', get, problems);
  const old = readOld(get, problems);
  if (newServer && old.old) {
    refuseSameServer(newServer, old.old, problems);
    refuseOldAsService(newServer, old.old, problems);
  }
  const mail = readMail(get, problems);
  const rest = {
    ...readRest(get),
    ...readWebhook(get, problems),
    ...readTracker(get, problems),
    console: readConsole(get, problems),
    plainHttp: readPlainHttp(get, problems),
  };
  if (problems.length > 0 || !newServer) throw new SettingsError(problems);
  return deepFreeze({ new: newServer, ...old, ...rest, ...(mail ? { mail } : {}) });
}

/**
 * Settings for capturing the old server, which may be read before there is a new one.
 * @throws SettingsError with every problem at once
 */
export function readCaptureSettings(
  environment: Environment,
  inFile: readonly string[] = [],
): CaptureSettings {
  const problems: Problem[] = [];
  const get = reader(environment, problems);
  reportStrangers(environment, inFile, problems);
  refuseUncheckedTls(environment, problems);
  const old = readServer('OLD', get, problems);
  readPlainHttp(
    (name) => (name.startsWith('OLD_') || name === 'ALLOW_PLAIN_HTTP' ? get(name) : undefined),
    problems,
  );
  const { cutoff, http } = readRest(get);
  if (problems.length > 0 || !old) throw new SettingsError(problems);
  return deepFreeze({ old, http, ...(cutoff ? { cutoff } : {}) });
}

function reader(environment: Environment, problems: Problem[]): Get {
  return <K extends VariableName>(name: K): ValueOf<K> | undefined => {
    const text = environment[name]?.trim();
    if (!text) return undefined;
    const { read, example, secret } = variables[name];
    const result = read.safeParse(text);
    if (result.success) return result.data as ValueOf<K>;
    for (const issue of result.error.issues) {
      const message = secret ? 'is not usable' : issue.message;
      problems.push({ variable: name, message, example: `${name}=${example}` });
    }
    return undefined;
  };
}

function reportStrangers(environment: Environment, inFile: readonly string[], problems: Problem[]): void {
  const names = Object.keys(variables);
  const isHandled = (name: string) =>
    names.includes(name) || (name === uncheckedTls && environment[name]?.trim() === '0');
  for (const name of Object.keys(environment).filter((key) => !isHandled(key))) {
    const near = /^[A-Z]+_[A-Z_]+$/.test(name) ? closest(name, names) : undefined;
    if (near || inFile.includes(name)) {
      problems.push({ variable: name, message: `is not a setting${near ? `; did you mean ${near}?` : ''}` });
    }
  }
}

function readOld(get: Get, problems: Problem[]): Pick<Settings, 'old' | 'oldBaseline' | 'baselineUniverse'> {
  const oldBaseline = get('OLD_BASELINE');
  if (oldBaseline && get('OLD_URL')) {
    problems.push({
      variable: 'OLD_BASELINE',
      message: 'contradicts OLD_URL: the old side is either a running server or a captured file, not both',
    });
  }
  const own: VariableName[] = ['OLD_URL', 'OLD_BASELINE', ...(oldBaseline ? ['OLD_UNIVERSE' as const] : [])];
  const others = setNames('OLD_', get).filter((name) => !own.includes(name));
  for (const name of get('OLD_URL') ? [] : others) {
    const message = oldBaseline
      ? 'contradicts OLD_BASELINE, which stands for the whole old side'
      : 'is set, but OLD_URL is not';
    problems.push({ variable: name, message });
  }
  const baselineUniverse = get('OLD_UNIVERSE') ?? get('NEW_UNIVERSE');
  if (oldBaseline) return { oldBaseline, ...(baselineUniverse ? { baselineUniverse } : {}) };
  const old = get('OLD_URL') ? readServer('OLD', get, problems) : undefined;
  return old ? { old } : {};
}

/** With the same origin and the same address, or none on either side, a server would be compared with itself. */
function refuseSameServer(fresh: ServerSettings, old: ServerSettings, problems: Problem[]): void {
  const [ours, theirs] = [fresh, old].map(({ address }) => address && canonicalAddress(address));
  if (fresh.url.origin !== old.url.origin || ours !== theirs) return;
  problems.push({
    variable: 'OLD_URL',
    message: `names the same server as NEW_URL${fresh.address ? ', at the same address' : ''}: where both have one name, OLD_ADDRESS and NEW_ADDRESS tell them apart; of a server that is gone, set OLD_BASELINE instead`,
    example: 'OLD_ADDRESS=192.0.2.8',
  });
}

function readRest(
  get: Get,
): Omit<
  Settings,
  'new' | 'old' | 'oldBaseline' | 'baselineUniverse' | 'webhook' | 'tracker' | 'console' | 'plainHttp'
> {
  const timeout = (get('HTTP_TIMEOUT_SECONDS') ?? 30) * 1000;
  const [cutoff, probeProject, probeToken] = [get('CUTOFF'), get('PROBE_PROJECT'), get('PROBE_TOKEN')];
  const loginAccountsFile = get('LOGIN_ACCOUNTS_FILE');
  const [version, storagePath] = [get('EXPECT_VERSION'), get('EXPECT_STORAGE_PATH')];
  const [addresses, dnsServer] = [get('EXPECT_ADDRESSES'), get('DNS_SERVER')];
  return {
    ...(cutoff ? { cutoff } : {}),
    ...(probeProject ? { probeProject } : {}),
    ...(probeToken ? { probeToken } : {}),
    knownGoodSymbols: get('KNOWN_GOOD_SYMBOL') ?? [],
    ...(loginAccountsFile ? { loginAccountsFile } : {}),
    allow: get('ALLOW') ?? [],
    waivers: get('WAIVERS') ?? [],
    expect: {
      ...(version ? { version } : {}),
      ...(storagePath ? { storagePath } : {}),
      ...(addresses ? { addresses } : {}),
    },
    ...(dnsServer ? { dnsServer } : {}),
    limits: {
      minOpenFiles: get('MIN_OPEN_FILES') ?? 131_072,
      minMaxMapCount: get('MIN_MAX_MAP_COUNT') ?? 16_000_000,
      minMemoryAvailablePercent: get('MIN_MEMORY_AVAILABLE_PERCENT') ?? 5,
      maxSwapUsedPercent: get('MAX_SWAP_USED_PERCENT') ?? 75,
      minPercentOfOldMachine: get('MIN_PERCENT_OF_OLD_MACHINE') ?? 75,
      maxLoadPerCore: get('MAX_LOAD_PER_CORE') ?? 4,
      maxDiskUsedPercent: get('MAX_DISK_USED_PERCENT') ?? 90,
      maxSymbolFailurePercent: get('MAX_SYMBOL_FAILURE_PERCENT') ?? 99,
      maxSymbolFailureRise: get('MAX_SYMBOL_FAILURE_RISE') ?? 20,
      maxClockSkewSeconds: get('MAX_CLOCK_SKEW_SECONDS') ?? 1,
      minCertificateDays: get('MIN_CERTIFICATE_DAYS') ?? 14,
      observeSeconds: get('OBSERVE_SECONDS') ?? 10,
      restartSeconds: get('RESTART_SECONDS') ?? 60,
      submissionSeconds: get('SUBMISSION_SECONDS') ?? 30,
      symbolSeconds: get('SYMBOL_SECONDS') ?? 120,
      notificationSeconds: get('NOTIFICATION_SECONDS') ?? 60,
    },
    http: {
      connectTimeout: Math.min(timeout, 10_000),
      headersTimeout: timeout,
      bodyTimeout: timeout,
      totalTimeout: timeout * 2,
      maxReplyBytes: (get('HTTP_MAX_REPLY_MEGABYTES') ?? 512) * 1024 * 1024,
      maxHeldBytes: (get('HTTP_MAX_JSON_MEGABYTES') ?? 64) * 1024 * 1024,
      concurrency: get('HTTP_CONCURRENCY') ?? 8,
    },
    results: get('RESULTS_DIR') ?? 'results',
  };
}

function deepFreeze<T>(value: T): T {
  if (value === null || typeof value !== 'object' || value instanceof URL) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
