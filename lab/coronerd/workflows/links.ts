import type { Coronerd } from '../coronerd.ts';

/** The console as notifications and tickets link to it, without a slash at its end. */
export function consoleOrigin({ state, port }: Pick<Coronerd, 'state' | 'port'>): string {
  const console = state.listeners.find(({ type }) => type === 'http/console');
  const host = state.behaviour.workflows?.linkHost ?? state.hostname;
  return `${console?.protocol ?? 'https'}://${host}:${console ? port(console.id) : 443}`;
}

/** The page of a group of errors (an older form that public notifications show). */
export function groupUrl(
  server: Pick<Coronerd, 'state' | 'port'>,
  { universe, project, fingerprint }: { universe: string; project: string; fingerprint: string },
): string {
  const path = ['dashboard', universe, 'project', project, 'group', fingerprint].map(encodeURIComponent);
  const dead = server.state.behaviour.workflows?.deadLinks ? '/moved' : '';
  return `${consoleOrigin(server)}${dead}/${path.join('/')}`;
}
