import { spoiltAttachment } from '../behaviour/submissions.ts';
import type { Coronerd } from '../coronerd.ts';
import { emptyBody } from '../failure.ts';
import type { Input } from '../input.ts';
import type { Scope } from '../scope.ts';
import { objectOf } from '../store/objects.ts';
import { attachmentId } from './accept.ts';
import { receiveId } from './receive-id.ts';

/** Adds an attachment to an object named by its id or its receive id (contract §4.2). */
export function addAttachment(
  coronerd: Coronerd,
  scope: Scope,
  input: Input,
  object: string,
  name: string,
): object {
  if (input.body.length === 0) throw emptyBody();
  const error = objectOf(coronerd, scope.pid, object);
  const last = Number(error.attachments.at(-1)?.id ?? attachmentId(error.id, -1));
  const id = String(last + 1);
  const contentType = input.contentType || 'application/octet-stream';
  const attachment = { id, name, contentType, base64: input.body.toString('base64') };
  error.attachments.push(spoiltAttachment(coronerd.state.behaviour, attachment));
  return {
    response: 'ok',
    _rxid: receiveId(),
    attachment_name: name,
    attachment_id: id,
    object: error.id.toString(16),
  };
}
