import type { Behaviour } from '../../state/types.ts';

/** A server that the identity provider knows, and what is to go wrong for it. */
export interface Party {
  /** Its callback as it is registered. */
  callbackUrl: string;
  trouble: NonNullable<Behaviour['sso']>;
}

/** How a request is answered. */
export interface Answer {
  callbackUrl: string;
  /** Another audience than the service provider. */
  audience?: string;
  /** How long ago the assertion was made, in milliseconds. */
  age: number;
  signed: boolean;
}

const tenMinutes = 600_000;

/** The answer to who wants it at this callback; undefined for one that is not registered. */
export function answerTo(callbackUrl: string, parties: Party[]): Answer | undefined {
  const party = parties.find((each) => each.callbackUrl === callbackUrl);
  if (!party) return undefined;
  const has = (trouble: Party['trouble'][number]) => party.trouble.includes(trouble);
  const other = parties.find((each) => each !== party);
  return {
    callbackUrl: has('callback-to-the-other-host') && other ? other.callbackUrl : callbackUrl,
    audience: has('wrong-audience') ? 'https://elsewhere.acme.test/saml' : undefined,
    age: has('expired-assertion') ? tenMinutes : 0,
    signed: !has('unsigned-assertion'),
  };
}
