/** A project, named as the server's parameters name it. */
export interface ProjectName {
  universe: string;
  name: string;
}

export interface ProjectRef extends ProjectName {
  /** Server-local number; null where only the login document told of the project. */
  pid: number | null;
  deleted: boolean;
}

/** One answered HTTP exchange, fit to be shown: every text in it is redacted. */
export interface Exchange {
  method: string;
  /** Path and parameters, without token. */
  path: string;
  origin: string;
  status: number;
  milliseconds: number;
  /** At most 500 characters. */
  sent?: string;
  /** At most 500 characters. */
  received: string;
}

/** A crashed program's value of one attribute. */
export type AttributeValue = string | number | boolean | null;

/** An object id as a number, or as the text that the server gave: hex id or `_rxid` (contract §1.4). */
export type ObjectId = number | string;

/**
 * The id as object endpoints want it: lowercase hex without padding (contract §1.4). Throws `RangeError` for what
 * cannot be an id, so that no request goes out with an empty one.
 */
export function hexId(id: ObjectId): string {
  if (typeof id === 'number' && Number.isSafeInteger(id) && id >= 0) return id.toString(16);
  if (typeof id === 'string' && /^[0-9a-f][0-9a-f-]*$/i.test(id)) return id;
  throw new RangeError(`${JSON.stringify(id)} is no object id`);
}
