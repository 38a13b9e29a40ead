/** Lets only so many work on the same thing at a time; the others wait for their turn. */
export class Slots {
  readonly #busy = new Map<number, number>();
  readonly #waiting = new Map<number, (() => void)[]>();

  /** Does the work as soon as fewer than `limit` others are at it. */
  async run<T>(id: number, limit: number, work: () => Promise<T>): Promise<T> {
    if ((this.#busy.get(id) ?? 0) >= limit) await this.#turn(id);
    else this.#busy.set(id, (this.#busy.get(id) ?? 0) + 1);
    try {
      return await work();
    } finally {
      this.#leave(id);
    }
  }

  #turn(id: number): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(id) ?? [];
      this.#waiting.set(id, [...waiting, resolve]);
    });
  }

  /** Whoever waits longest takes the place over; without anyone it becomes free. */
  #leave(id: number): void {
    const [next, ...rest] = this.#waiting.get(id) ?? [];
    this.#waiting.set(id, rest);
    if (next) next();
    else this.#busy.set(id, (this.#busy.get(id) ?? 1) - 1);
  }
}
