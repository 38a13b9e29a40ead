/** Times of the stages of a query, in whole microseconds, as `_.runtime` reports them (contract §3.3). */
export class Timings {
  readonly #start = performance.now();
  #last = this.#start;
  readonly #stages = new Map<string, number>();

  /** Runs a stage and notes how long it took. */
  stage<T>(name: string, work: () => T): T {
    const before = performance.now();
    const result = work();
    this.#last = performance.now();
    this.#stages.set(name, Math.round((this.#last - before) * 1000));
    return result;
  }

  of(name: string): number {
    return this.#stages.get(name) ?? 0;
  }

  /** Microseconds since the query came in. */
  total(): number {
    return Math.max(1, Math.round((performance.now() - this.#start) * 1000));
  }
}
