import type { ServerSettings } from '../settings/types.ts';
import { wireRequest } from './request.ts';
import type { Session } from './session.ts';
import type { Transport } from './transport.ts';

const patience = 3000;

/** Logs out the sessions that were opened by password, as far as the server answers, and closes the connections. */
export async function logOut(
  transport: Transport,
  session: Pick<Session, 'opened'>,
  settings: ServerSettings,
): Promise<void> {
  const tokens = session.opened.splice(0);
  const requests = tokens.map((token) =>
    wireRequest({ method: 'GET', path: '/api/logout', token: 'query' }, token, settings.url),
  );
  // Nothing depends on the reply, and a server that is gone must not keep the run from ending.
  const goodbyes = Promise.allSettled(requests.map((request) => transport.send(request, () => {})));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([goodbyes, late]);
  clearTimeout(timer);
  await transport.close();
}
