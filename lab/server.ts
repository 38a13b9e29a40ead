import { createApp } from './coronerd/app.ts';
import { consoleOrigin } from './coronerd/console-origin.ts';
import { type Coronerd, createCoronerd } from './coronerd/coronerd.ts';
import { Listeners } from './coronerd/listening/listeners.ts';
import type { PortPlan } from './coronerd/listening/ports.ts';
import type { SymbolHosts } from './coronerd/symbold/hosts.ts';
import { Symbold } from './coronerd/symbold/symbold.ts';
import type { ThirdParties } from './coronerd/workflows/third-party.ts';
import { ServiceProvider } from './saml/service-provider/service-provider.ts';
import type { Sites } from './saml/sites.ts';
import { rowsOf } from './state/row.ts';
import type { Listener, ServerState } from './state/types.ts';
import type { Authority } from './tls.ts';

/** One running server of the lab, without its machine. */
export interface RunningServer {
  readonly state: ServerState;
  readonly coronerd: Coronerd;
  readonly symbold: Symbold;
  /** Address that its ports are open on. */
  readonly address: string;
  port(listenerId: number): number;
  /** What systemctl does to the real listeners. */
  readonly units: { stop(unit: string): Promise<void>; start(unit: string): Promise<void> };
  close(): Promise<void>;
}

/**
 * Starts a server over a state, which it changes in place; its symbold reaches the symbol hosts and nothing else. Puts
 * its console among the sites.
 */
export async function startServer(
  state: ServerState,
  network: {
    address: string;
    plan: PortPlan;
    authority: Authority;
    post?: Coronerd['post'];
    thirdParties?: ThirdParties;
    symbolHosts?: SymbolHosts;
    sites?: Sites;
  },
): Promise<RunningServer> {
  const { address, plan, authority, post, thirdParties, symbolHosts = {}, sites = new Map() } = network;
  const listeners = new Listeners(state, address, plan);
  await listeners.assignPorts();
  const port = (id: number) => listeners.port(id);
  const coronerd = createCoronerd(state, port, post, thirdParties);
  const symbold = new Symbold(coronerd, symbolHosts);
  const dnsNames = rowsOf(state, 'listener').flatMap(({ dns_name: name }) => (name ? [String(name)] : []));
  const names = [...new Set([state.hostname, ...dnsNames, 'localhost', '127.0.0.1', address])];
  const good = await authority.issue(names);
  const certificateOf = async ({ tls }: Listener) => (tls ? authority.issue(names, tls) : good);
  const saml = new ServiceProvider(coronerd, { sites, ca: authority.pem });
  sites.set(`https://${state.hostname}`, () => consoleOrigin(coronerd));
  const fetchOf = (listener: Listener) => createApp(coronerd, symbold, listener, saml).fetch;
  const open = () => listeners.open(fetchOf, certificateOf);
  await open();
  return {
    state,
    coronerd,
    symbold,
    address,
    port,
    units: {
      stop: async (unit) => {
        await listeners.stopped(unit);
        if (unit.replace(/\.service$/, '') === 'coronerd') coronerd.sessions.forget();
      },
      start: async (unit) => {
        await listeners.started(unit);
        await open();
      },
    },
    close: async () => {
      coronerd.workflows.close();
      await symbold.close();
      await listeners.close();
    },
  };
}
