import { z } from 'zod';
import { SsoRefusal } from './refusal.ts';

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const confirmation = z.looseObject({
  $: z.looseObject({ Method: z.string() }),
  SubjectConfirmationData: z
    .array(z.looseObject({ $: z.looseObject({ Recipient: z.string().optional() }) }))
    .default([]),
});
const assertionShape = z.looseObject({
  Assertion: z.looseObject({
    $: z.looseObject({ ID: z.string() }),
    Subject: z.array(z.looseObject({ SubjectConfirmation: z.array(confirmation).min(1) })).length(1),
  }),
});

/**
 * The id of an assertion whose signature was verified. Throws an `SsoRefusal` when it, or the response around it, is
 * meant for another callback (SAML 2.0 profiles, 4.1.4.2 and 4.1.4.3), which the library does not look at.
 */
export function checkRecipient(assertion: unknown, responseXml: string, callbackUrl: string): string {
  const parsed = assertionShape.safeParse(assertion);
  if (!parsed.success) throw new SsoRefusal('the assertion has no subject that is confirmed');
  const { $: attributes, Subject } = parsed.data.Assertion;
  const confirmations = Subject.flatMap((subject) => subject.SubjectConfirmation);
  const recipients = confirmations
    .filter((each) => each.$.Method === bearer)
    .flatMap((each) => each.SubjectConfirmationData.map((data) => data.$.Recipient));
  const wrong = recipients.find((recipient) => recipient !== callbackUrl);
  if (recipients.length === 0 || wrong !== undefined)
    throw new SsoRefusal(`the recipient is '${wrong ?? ''}' instead of '${callbackUrl}'`);
  const destination = destinationOf(responseXml);
  if (destination !== undefined && destination !== callbackUrl)
    throw new SsoRefusal(`the destination is '${destination}' instead of '${callbackUrl}'`);
  return attributes.ID;
}

/** `Destination` of the response; it is part of the first tag. */
function destinationOf(responseXml: string): string | undefined {
  const begin = responseXml.search(/<(?:[\w.-]+:)?Response\b/);
  const tag = begin === -1 ? '' : responseXml.slice(begin, responseXml.indexOf('>', begin) + 1);
  return /\sDestination=(?:"([^"]*)"|'([^']*)')/.exec(tag)?.slice(1).find(Boolean);
}
