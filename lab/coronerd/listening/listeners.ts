import { textOf } from '../../state/row.ts';
import type { Listener, ServerState } from '../../state/types.ts';
import type { ServerCertificate } from '../../tls.ts';
import { type Fetch, openListener } from './open-listener.ts';
import type { Opened } from './opened.ts';
import type { PortPlan } from './ports.ts';

const coronerd = 'coronerd';

/** The real ports of a server: opened, and closed and opened again as its units are stopped and started. */
export class Listeners {
  readonly #state: ServerState;
  readonly #address: string;
  readonly #plan: PortPlan;
  readonly #ports = new Map<number, number>();
  readonly #opened = new Map<number, Opened>();
  readonly #stopped = new Set<string>();

  constructor(state: ServerState, address: string, plan: PortPlan) {
    this.#state = state;
    this.#address = address;
    this.#plan = plan;
  }

  /** Gives every listener its port; to be called once, before they are opened. */
  async assignPorts(): Promise<void> {
    for (const { id } of this.#state.listeners) {
      const row = this.#state.configuration.listener?.find((each) => each.id === id);
      this.#ports.set(id, await this.#plan.portFor(textOf(row, 'port') || `listener ${id}`, this.#address));
    }
  }

  /** The real port of a listener; throws for one that is not there. */
  port(id: number): number {
    const port = this.#ports.get(id);
    if (port === undefined) throw new RangeError(`No listener ${id} on ${this.#state.hostname}`);
    return port;
  }

  /** Opens what is not open and whose unit runs. */
  async open(
    fetchOf: (listener: Listener) => Fetch,
    certificateOf: (listener: Listener) => Promise<ServerCertificate>,
  ): Promise<void> {
    const missing = this.#state.listeners.filter(
      ({ id, owner }) => !this.#opened.has(id) && !this.#isStopped(owner),
    );
    await Promise.all(
      missing.map(async (listener) => {
        const place = { port: this.port(listener.id), address: this.#address };
        const fetch = this.#behindProxy(listener, fetchOf(listener));
        const opened = await openListener(listener, place, fetch, await certificateOf(listener));
        if (opened) this.#opened.set(listener.id, opened);
      }),
    );
  }

  /** Closes what the unit owns. */
  async stopped(unit: string): Promise<void> {
    this.#stopped.add(plain(unit));
    const owned = this.#state.listeners.filter(({ owner }) => plain(owner) === plain(unit));
    await this.#close(owned.map(({ id }) => id));
  }

  /** Lets the unit's listeners be opened again; the console on another port if that is the unit's trouble. */
  async started(unit: string): Promise<void> {
    this.#stopped.delete(plain(unit));
    if (this.#state.host.units[plain(unit)]?.trouble !== 'comes-back-on-another-port') return;
    for (const { id, type, owner } of this.#state.listeners) {
      if (type === 'http/console' && plain(owner) === plain(unit))
        this.#ports.set(id, await this.#plan.free());
    }
  }

  async close(): Promise<void> {
    await this.#close([...this.#opened.keys()]);
  }

  async #close(ids: number[]): Promise<void> {
    await Promise.all(
      ids.map(async (id) => {
        const opened = this.#opened.get(id);
        this.#opened.delete(id);
        await opened?.close();
      }),
    );
  }

  #isStopped(owner: string): boolean {
    return this.#stopped.has(plain(owner));
  }

  /** A listener of another unit stays open while coronerd is stopped, with nothing behind it. */
  #behindProxy({ owner }: Listener, fetch: Fetch): Fetch {
    if (plain(owner) === coronerd || this.#state.host.units[plain(owner)] === undefined) return fetch;
    return (request) => {
      if (!this.#stopped.has(coronerd)) return fetch(request);
      return new Response('<html><body>502 Bad Gateway</body></html>', {
        status: 502,
        headers: { 'content-type': 'text/html' },
      });
    };
  }
}

/** A unit's name without its suffix. */
function plain(unit: string): string {
  return unit.replace(/\.service$/, '');
}
