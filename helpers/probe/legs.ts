/** Things that are done once, however often they are asked for; what failed stays failed. */
export class Legs {
  readonly #taken = new Map<string, Promise<unknown>>();

  /** Does it at the first call by this name. */
  once<T>(name: string, take: () => Promise<T>): Promise<T> {
    const taken = this.#taken.get(name) ?? take();
    this.#taken.set(name, taken);
    return taken as Promise<T>;
  }
}
