declare const brand: unique symbol;

/**
 * Something that was proved to be the run's own. Every call that deletes or changes takes one; only the files of
 * `ownership/` make them.
 */
export interface Owned<Thing> {
  readonly it: Thing;
  readonly [brand]: true;
}

/** Why something is left alone: a sentence without a full stop. */
export interface NotOurs {
  readonly why: string;
  /** It could not be read: another look may come to something else. */
  readonly unread?: true;
}

/** A test error as it is stored. */
export interface OwnError {
  universe: string;
  name: string;
  id: number;
  mark: string;
  /** As the stored report names it, where it does. */
  fingerprint?: string;
}
/** A group that holds one test error and nothing else. */
export interface OwnGroup {
  universe: string;
  name: string;
  fingerprint: string;
}
/** A scheduled report of the run. */
export interface OwnReport {
  universe: string;
  name: string;
  id: number;
  /** The only address on its list. */
  recipient: string;
}
/** A row of the configuration database, by its key. */
export interface OwnRow {
  type: 'report' | 'signup_pending' | 'users';
  key: Record<string, unknown>;
}
export interface OwnInvitation {
  universe: string;
  username: string;
}
export interface OwnWorkflowObject {
  kind: 'connections' | 'integrations' | 'alerts';
  universe: string;
  name: string;
  id: number | string;
}
export interface OwnTicket {
  key: string;
}
export interface OwnSkipItem {
  id: string;
}

/** A call that deletes or changes was handed something that nobody proved to be the run's own. Nothing was sent. */
export class UnprovenChange extends Error {
  override readonly name = 'UnprovenChange';
}

const proved = new WeakMap<object, unknown>();

/** Declares something to be the run's own. For the files of `ownership/` alone: they have looked. */
export function own<Thing extends object>(it: Thing): Owned<Thing> {
  const owned = Object.freeze({ it: Object.freeze(it) }) as Owned<Thing>;
  proved.set(owned, it);
  return owned;
}

/** The thing itself. Throws `UnprovenChange` for whatever did not come from `ownership/`. */
export function proven<Thing>(owned: Owned<Thing>): Thing {
  if (proved.has(owned)) return proved.get(owned) as Thing;
  throw unproven();
}

/** What is thrown in place of a change that has no proof. */
export function unproven(): UnprovenChange {
  return new UnprovenChange(
    'a change was about to be sent for something that was not proved to be made by this run',
  );
}

/** What a look at something came to. */
export type Judged<Thing> = Owned<Thing> | NotOurs;

export function not(why: string): NotOurs {
  return { why };
}

/** The same of something that could not be read. */
export function unread(why: string): NotOurs {
  return { why, unread: true };
}

/** Those that were proved. */
export function provenAmong<Thing>(judged: readonly Judged<Thing>[]): Owned<Thing>[] {
  return judged.flatMap((each) => (isNotOurs(each) ? [] : [each]));
}

/** Whether the proof failed. */
export function isNotOurs<Thing>(judged: Judged<Thing>): judged is NotOurs {
  return 'why' in judged;
}
