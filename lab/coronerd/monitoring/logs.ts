/** One entry of an in-memory log (contract §5.3). */
export interface LogEntry {
  timestamp: number;
  universe: string;
  result: 'success' | 'failure';
  message: string;
}

const names = ['login', 'submission', 'query'] as const;
export type LogName = (typeof names)[number];

/** Entries that a log keeps. */
const capacity = 1_000;

/** The server's in-memory logs: each records only while it is active. */
export class Logs {
  readonly #now: () => number;
  readonly #active = new Set<string>();
  readonly #entries = new Map<string, LogEntry[]>(names.map((name) => [name, []]));

  constructor(now: () => number) {
    this.#now = now;
  }

  list(): { name: string; active: boolean }[] {
    return names.map((name) => ({ name, active: this.#active.has(name) }));
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  activate(name: string, active: boolean): void {
    if (active) this.#active.add(name);
    else this.#active.delete(name);
  }

  record(name: LogName, universe: string, result: LogEntry['result'], message: string): void {
    if (!this.#active.has(name)) return;
    const entries = this.#entries.get(name) ?? [];
    entries.push({ timestamp: this.#now(), universe, result, message });
    if (entries.length > capacity) entries.shift();
  }

  extract(name: string, universe?: string): LogEntry[] {
    const entries = this.#entries.get(name) ?? [];
    return universe === undefined ? entries : entries.filter((entry) => entry.universe === universe);
  }
}
