import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PortPlan, secondLoopback } from './coronerd/listening/ports.ts';
import { makeEnvironment } from './environment.ts';
import { loginAccounts } from './login-accounts.ts';
import type { MailboxView } from './mail/backend.ts';
import type { Sites } from './saml/sites.ts';
import { type RunningServer, startServer } from './server.ts';
import { cutoffOf } from './state/cutoff.ts';
import type { PairState } from './state/types.ts';
import { symbolServerOrigin } from './symbol-server/address.ts';
import { partnerHost, trackerHost } from './tracker/account.ts';
import type { RunningTracker } from './tracker/tracker.ts';

/** Port and key of the simulated machine behind a server. */
export interface RunningMachine {
  port: number;
  /** Fingerprint, `SHA256:…`. */
  hostKey: string;
  /** Keys of its units that are active now. */
  activeUnits(): string[];
  /** What it will do by itself later: names of timers, command lines of detached processes. */
  scheduled(): string[];
  /** Resolves when systemctl has stopped a unit the next time, before it says so. */
  stopped(unit: string): Promise<void>;
  close(): Promise<void>;
}

/** One side of a running pair. */
export interface RunningSide extends RunningServer {
  host: RunningMachine;
}

export interface RunningPair {
  old: RunningSide;
  new: RunningSide;
  /** The tracker in which both servers create tickets. */
  tracker: RunningTracker;
  /** What is in the mailbox of whoever verifies the pair. */
  mails(): Promise<MailboxView>;
  /** Whoever vouches for people who log in by SAML; its origin is `https://127.0.0.1:<port>`. */
  identityProvider: { origin: string };
  /** The variables that an operator would set to verify this pair. */
  environment: Record<string, string>;
  /** The live state: what was submitted, changed or deleted meanwhile is in it. */
  state(): PairState;
  close(): Promise<void>;
}

/** Account of the simulated machines. */
const account = 'backtrace';

/** Starts both servers with their machines on the loopback. The state that is given stays as it is. */
export async function startPair(given: PairState): Promise<RunningPair> {
  const state = structuredClone(given);
  const directory = await mkdtemp(join(tmpdir(), 'backtrace-lab-'));
  const closers: (() => Promise<void>)[] = [() => rm(directory, { recursive: true, force: true })];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const [
      { makeAuthority },
      { startHost },
      { makeKeyPair },
      { startSymbolServer },
      { startMailroom },
      { startDns },
      { startTracker },
      { startIdentityProvider },
    ] = await Promise.all([
      import('./tls.ts'),
      import('./host/index.ts'),
      import('./ssh-key.ts'),
      import('./symbol-server/server.ts'),
      import('./mail/mailroom.ts'),
      import('./dns/dns-server.ts'),
      import('./tracker/tracker.ts'),
      import('./saml/identity-provider/server.ts'),
    ]);
    const addresses = { new: '127.0.0.1', old: await secondLoopback() };
    const authority = await makeAuthority();
    const keys = makeKeyPair();
    const files = {
      ca: join(directory, 'ca.pem'),
      key: join(directory, 'ssh-key'),
      accounts: join(directory, 'accounts.json'),
    };
    await writeFile(files.ca, authority.pem);
    await writeFile(files.key, keys.privateKey, { mode: 0o600 });
    const symbolServer = await startSymbolServer();
    closers.push(() => symbolServer.close());
    const symbolHosts = { [symbolServerOrigin]: symbolServer.origin };
    await writeFile(files.accounts, JSON.stringify(loginAccounts(state.old)), { mode: 0o600 });
    const mailroom = await startMailroom(authority);
    closers.push(() => mailroom.close());
    const tracker = await startTracker();
    closers.push(() => tracker.close());
    const thirdParties = { [trackerHost]: tracker.port, [partnerHost]: tracker.port };
    const dns = await startDns(() => [state.new.dns, state.old.dns]);
    closers.push(() => dns.close());
    const sites: Sites = new Map();
    const identityProvider = await startIdentityProvider(() => [state.old, state.new], { authority, sites });
    closers.push(() => identityProvider.close());
    const plan = new PortPlan(Object.values(addresses));
    const startSide = async (side: 'old' | 'new'): Promise<RunningSide> => {
      const server = await startServer(state[side], {
        address: addresses[side],
        plan,
        authority,
        symbolHosts,
        post: mailroom.send,
        thirdParties,
        sites,
      });
      closers.push(() => server.close());
      const { port, units } = server;
      const host = await startHost({
        state: () => state[side],
        port,
        units,
        account: { user: account, publicKey: keys.publicKey },
      });
      closers.push(() => host.close());
      return { ...server, host };
    };
    const pair = { old: await startSide('old'), new: await startSide('new') };
    const environment = makeEnvironment(pair, {
      account,
      files,
      cutoff: cutoffOf(state),
      mailroom,
      dns: dns.address,
      tracker,
      identityProvider: identityProvider.origin,
    });
    return {
      ...pair,
      tracker,
      mails: mailroom.mailbox,
      identityProvider,
      environment,
      state: () => state,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
