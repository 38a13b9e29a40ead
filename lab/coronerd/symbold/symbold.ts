import type { Coronerd } from '../coronerd.ts';
import type { Scope } from '../scope.ts';
import type { ModuleName } from '../symbols/store.ts';
import type { Surroundings } from './attempt.ts';
import type { SymbolEvent } from './event.ts';
import { loopbackOnly, type SymbolHosts } from './hosts.ts';
import { Slots } from './slots.ts';
import { startClock } from './start-clock.ts';
import { workOn } from './work.ts';

/** Events that the queue holds; further ones are refused. */
const queueCapacity = 10_000;

/** The service that downloads missing symbols from symbol servers (contract §7). */
export class Symbold {
  readonly hosts: SymbolHosts;
  readonly #coronerd: Coronerd;
  readonly #queue = new Map<number, SymbolEvent>();
  readonly #slots = new Slots();
  readonly #closing = new AbortController();
  readonly #working = new Set<Promise<void>>();
  #lastId = 0;

  /** Connects to nothing but the hosts. Throws a `RangeError` when one of them is not on the loopback. */
  constructor(coronerd: Coronerd, hosts: SymbolHosts) {
    this.#coronerd = coronerd;
    this.hosts = loopbackOnly(hosts);
    startClock(coronerd.state.symbolServers, this.#now());
    coronerd.onMissingSymbols.push((scope, objectId, modules) => this.add(scope, objectId, modules));
  }

  /** Events that are not worked off, oldest first. */
  events(): SymbolEvent[] {
    return [...this.#queue.values()];
  }

  /** Queues what is missing for an object; returns how many events that makes. */
  add(scope: Scope, objectId: number, modules: ModuleName[]): number {
    const room = Math.max(0, queueCapacity - this.#queue.size);
    const taken = modules.slice(0, room);
    for (const module of taken) this.#enqueue(scope, objectId, module);
    return taken.length;
  }

  /** Ends all work; what is still queued is lost. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#working);
  }

  /** Done as soon as all events that are worked on are worked off. */
  async idle(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working);
  }

  #enqueue(scope: Scope, objectId: number, module: ModuleName): void {
    const { universeName: universe, projectName: project, pid } = scope;
    const addedAt = this.#coronerd.now();
    const event = { id: ++this.#lastId, universe, project, pid, objectId, ...module, addedAt };
    this.#queue.set(event.id, event);
    if (this.#coronerd.state.behaviour.symbold?.includes('queue-stuck')) return;
    const work = workOn(event, this.#surroundings(), this.#slots).finally(() => {
      this.#queue.delete(event.id);
      this.#working.delete(work);
    });
    this.#working.add(work);
  }

  #surroundings(): Surroundings {
    return {
      coronerd: this.#coronerd,
      hosts: this.hosts,
      signal: this.#closing.signal,
      now: () => this.#now(),
    };
  }

  /** Milliseconds of the machine's clock. */
  #now(): number {
    return Math.round(Date.now() + this.#coronerd.state.host.clockOffset * 1000);
  }
}
