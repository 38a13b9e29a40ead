import type { Behaviour, Listener, StoredError } from '../../state/types.ts';
import { ApiFailure, invalidToken } from '../failure.ts';

/** Throws what a listener answers every submission with, and `invalid token` where tokens are refused. */
export function refuseSubmission(behaviour: Behaviour, listener: Listener): void {
  if (listener.refuses)
    throw new ApiFailure(listener.refuses.message, 1, contentful(listener.refuses.status));
  if (behaviour.refuseTokens) throw invalidToken();
}

/** Never ends on a listener that answers no submission. */
export async function staySilent(listener: Listener): Promise<void> {
  if (listener.silent) await new Promise(() => undefined);
}

function contentful(status: number): ApiFailure['status'] {
  return status as ApiFailure['status'];
}

/** The error as it is stored: spoilt in the ways that the behaviour names. */
export function spoilt(behaviour: Behaviour, error: StoredError): StoredError {
  let result = error;
  for (const way of behaviour.spoil ?? []) result = ways[way](result);
  return result;
}

const ways: Record<NonNullable<Behaviour['spoil']>[number], (error: StoredError) => StoredError> = {
  'drop-attribute': (error) => {
    const dropped = 'version' in error.attributes ? 'version' : Object.keys(error.attributes)[0];
    const kept = Object.entries(error.attributes).filter(([name]) => name !== dropped);
    return { ...error, attributes: Object.fromEntries(kept) };
  },
  'truncate-stack': (error) => ({
    ...error,
    callstack: error.callstack.slice(0, Math.floor(error.callstack.length / 2)),
  }),
  'corrupt-attachment': (error) => ({ ...error, attachments: error.attachments.map(corrupted) }),
};

/** An attachment that is added to a stored error, spoilt where the behaviour says so. */
export function spoiltAttachment(
  behaviour: Behaviour,
  attachment: StoredError['attachments'][number],
): StoredError['attachments'][number] {
  return behaviour.spoil?.includes('corrupt-attachment') ? corrupted(attachment) : attachment;
}

function corrupted(attachment: StoredError['attachments'][number]): StoredError['attachments'][number] {
  const bytes = Buffer.from(attachment.base64, 'base64');
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 0xff;
  return { ...attachment, base64: bytes.toString('base64') };
}
