/** What differs, one line each, and what a reader of the outcome should know. */
export interface Findings {
  findings: string[];
  notes: string[];
}

const shown = 20;

/** Findings as they are made: the first lines are kept, the others counted. */
export class Lines implements Findings {
  readonly notes: string[] = [];
  private readonly first: string[] = [];
  private all = 0;

  add(kind: 'missing on new' | 'extra on new' | 'different', what: () => string): void {
    if (this.all++ < shown) this.first.push(`${kind}: ${what()}`);
  }

  get findings(): string[] {
    const more = this.all - this.first.length;
    return more > 0 ? [...this.first, `at least ${more} more`] : this.first;
  }
}
