/** Gives out process ids as a kernel does: always a higher one, and the same one for the same process. */
export class Pids {
  readonly #held = new Map<string, { generation: string; pid: number }>();
  #last: number;

  constructor(taken: number[]) {
    this.#last = Math.max(1000, ...taken) + 200;
  }

  /** The pid of one life (`generation`) of what runs in a slot; a new life gets a new pid. */
  of(slot: string, generation: string): number {
    const held = this.#held.get(slot);
    if (held?.generation === generation) return held.pid;
    this.#last += 3;
    this.#held.set(slot, { generation, pid: this.#last });
    return this.#last;
  }

  /** The highest pid given out so far. */
  get last(): number {
    return this.#last;
  }
}
