import { consoleOrigin } from '../console-origin.ts';
import type { Coronerd } from '../coronerd.ts';

/** Address of the console for links in mails and notifications, without a slash at its end. */
export function consoleUrl(coronerd: Coronerd): string {
  return consoleOrigin(coronerd, coronerd.state.behaviour.mail?.linkHost);
}
