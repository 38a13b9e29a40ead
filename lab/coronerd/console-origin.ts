import type { Coronerd } from './coronerd.ts';

/** Origin of the web console under the server's name, for links in mails; of another host where `host` says so. */
export function consoleOrigin(
  { state, port }: Pick<Coronerd, 'state' | 'port'>,
  host = state.hostname,
): string {
  const console = state.listeners.find(({ type }) => type === 'http/console');
  if (!console) throw new RangeError(`${state.hostname} has no listener of type http/console`);
  return `${console.protocol}://${host}:${port(console.id)}`;
}
