/** Latencies of requests by the first two parts of their path, kept while a histogram is active (contract §5.3). */
export class Histograms {
  readonly #samples = new Map<string, number>();
  readonly #values = new Map<string, number[]>();

  /** Notes that there is such a request, and its latency in microseconds if anyone wants it. */
  record(name: string, microseconds: number): void {
    const values = this.#values.get(name) ?? [];
    this.#values.set(name, values);
    const samples = this.#samples.get(name);
    if (samples === undefined) return;
    values.push(microseconds);
    if (values.length > samples) values.shift();
  }

  list(): { name: string; active: boolean; buffer: [number, number] }[] {
    return [...this.#values].map(([name, values]) => {
      return { name, active: this.#samples.has(name), buffer: [values.length, this.#samples.get(name) ?? 0] };
    });
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  activate(name: string, samples: number): void {
    this.#samples.set(name, samples);
  }

  deactivate(name: string): void {
    this.#samples.delete(name);
  }

  values(name: string): number[] {
    return this.#values.get(name) ?? [];
  }
}
