import type { Coronerd } from '../coronerd.ts';

/** Address of the console for links in mails and notifications, without a slash at its end. */
export function consoleUrl(coronerd: Coronerd): string {
  const { state } = coronerd;
  const console = state.listeners.find(({ type }) => type === 'http/console');
  const port = console ? coronerd.port(console.id) : 443;
  const host = state.behaviour.mail?.linkHost ?? state.hostname;
  return `${console?.protocol ?? 'https'}://${host}:${port}`;
}
