import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds that work waits before it begins, so that clients can see that it is still to be done. */
const latency = 25;

/** Work that a request asked for and that is done after the reply, one job after the other. */
export class WorkQueue {
  #last: Promise<void> = Promise.resolve();

  /** Queues a job, which sees to its own failures: what it throws is lost. */
  add(job: () => void | Promise<void>): void {
    const before = this.#last;
    this.#last = this.#after(before, job);
  }

  /** Resolves when all that was queued so far is done. */
  idle(): Promise<void> {
    return this.#last;
  }

  async #after(before: Promise<void>, job: () => void | Promise<void>): Promise<void> {
    await Promise.all([before, wait(latency)]);
    try {
      await job();
    } catch {
      // The next job must run.
    }
  }
}
