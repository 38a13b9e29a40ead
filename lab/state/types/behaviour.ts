import type { ConsoleBehaviour, SsoTrouble } from './console.ts';

/**
 * How a server lies about what it holds: it ignores filters; answers other rows than were asked for, or the right ones
 * under the ids of others; takes them from other projects; or gives a reply again that it gave before.
 */
export type Lie = 'ignores-filters' | 'other-rows' | 'other-ids' | 'other-projects' | 'old-replies';

/** What the server does wrong on the wire. Absent = right. */
export interface Behaviour {
  /** Replaces the whole reply of a path. */
  replies?: { path: string; status: number; headers: Record<string, string>; body: string }[];
  /** Path prefix whose replies start and never end. */
  endless?: string[];
  /** Path prefix whose JSON replies are cut in the middle. */
  truncated?: string[];
  /** A well-formed submission is refused as if its token were wrong. */
  refuseTokens?: boolean;
  /** Malformed submissions and wrong tokens are accepted and stored. */
  acceptAnything?: boolean;
  /** Accepted submissions are never stored. */
  loseSubmissions?: boolean;
  /** How a stored submission is spoilt. */
  spoil?: ('drop-attribute' | 'truncate-stack' | 'corrupt-attachment')[];
  /** How symbols are mishandled: archives, reprocessing, symbolication. */
  symbols?: (
    | 'archive-never-listed'
    | 'archive-error'
    | 'reprocess-lost'
    | 'progress-refused'
    | 'reprocess-wrong-object'
    | 'frames-stay-addresses'
    | 'wrong-function'
    | 'dump-taken-for-duplicate'
  )[];
  /** How symbold misbehaves: every download fails, or its queue stands still. */
  symbold?: ('download-fails' | 'queue-stuck')[];
  /** Where symbold's replies hold their list; `items` unless said otherwise. */
  symboldList?: 'array' | 'items' | 'values' | 'data' | 'model' | 'body';
  /** Fields of a symbol server's row that this version of symbold names otherwise. */
  symboldFields?: Record<string, string>;
  /** How a query by one object id answers wrongly. */
  queryById?: 'none' | 'two' | 'another';
  /** Project (pid) that is listed and then gone when it is queried. */
  vanishes?: number[];
  /** Any password logs in. */
  acceptAnyPassword?: boolean;
  /** How mails go wrong: never delivered, to others too, with links to another host or to another path. */
  mail?: { lost?: boolean; alsoTo?: string; linkHost?: string; linkPath?: string };
  /** Logins are refused with this message. */
  refuseLogin?: string;
  /** Form of the service layer's replies, and services that it leaves out. */
  serviceLayer?: { form?: 'list' | 'map' | 'nested' | 'names'; without?: string[] };
  /**
   * How workflows go wrong: nothing is ever sent, links name another host or a page that is not there, these third
   * parties cannot be reached, what is stopped keeps no reason. Whether
   * notifications come in lists.
   */
  workflows?: {
    neverFires?: boolean;
    linkHost?: string;
    deadLinks?: boolean;
    unreachable?: string[];
    keepsNoReason?: boolean;
    inLists?: boolean;
  };
  /** A stored object that is read by its id is told truly all the same. */
  lies?: Lie[];
  /** Milliseconds that each reply is delayed. */
  delay?: number;
  /** Milliseconds until a row of the configuration database is created; other requests overtake it. */
  slowCreation?: number;
  sso?: SsoTrouble[];
  console?: ConsoleBehaviour;
}
