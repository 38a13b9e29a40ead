import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** A refusal that is answered in the error envelope of contract §1.3. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly code: number;
  readonly status: ContentfulStatusCode;

  constructor(message: string, code = 1, status: ContentfulStatusCode = 200) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Error code of a missing permission, and of an empty body (contract §1.3). */
export const codes = { permission: 5, emptyBody: 32_769 } as const;

export function invalidToken(): ApiFailure {
  return new ApiFailure('invalid token', codes.permission, 403);
}

export function noSuchUniverse(name: string): ApiFailure {
  return new ApiFailure(`no such universe '${name}'`);
}

export function noSuchProject(name: string): ApiFailure {
  return new ApiFailure(`no such project '${name}'`);
}

export function noSuchObject(object: string): ApiFailure {
  return new ApiFailure(`no such object '${object}'`);
}

export function invalidParameter(name: string, reason: string): ApiFailure {
  return new ApiFailure(`invalid parameter '${name}': ${reason}`);
}

/** A submission that is not what its format demands; the vendor documents status 400 for it. */
export function malformed(reason: string): ApiFailure {
  return new ApiFailure(`malformed submission: ${reason}`, 1, 400);
}

export function emptyBody(): ApiFailure {
  return new ApiFailure('empty body', codes.emptyBody, 400);
}
