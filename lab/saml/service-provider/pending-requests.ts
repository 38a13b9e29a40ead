import type { RequestCache } from '../libraries/node-saml.ts';

/** Requests that are remembered at most; the oldest are forgotten. */
const capacity = 1_000;

/** Ids of the requests of a universe that wait for their response. Each is answered once. */
export class PendingRequests implements RequestCache {
  readonly #values = new Map<string, string>();

  has(id: string): boolean {
    return this.#values.has(id);
  }

  async saveAsync(id: string, value: string): Promise<{ value: string; createdAt: number }> {
    this.#values.set(id, value);
    const oldest = this.#values.keys().next().value;
    if (this.#values.size > capacity && oldest !== undefined) this.#values.delete(oldest);
    return { value, createdAt: Date.now() };
  }

  async getAsync(id: string): Promise<string | null> {
    return this.#values.get(id) ?? null;
  }

  async removeAsync(id: string | null): Promise<string | null> {
    return id !== null && this.#values.delete(id) ? id : null;
  }
}
