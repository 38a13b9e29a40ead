import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { listen } from '../../coronerd/listening/opened.ts';
import type { IdentityProvider, ServerState } from '../../state/types.ts';
import type { Authority } from '../../tls.ts';
import { callbackUrl, identityProviderOrigin, ssoUrl } from '../addresses.ts';
import { realUrl, type Sites } from '../sites.ts';
import { identityProviderApp } from './app.ts';

export interface RunningIdentityProvider {
  /** `https://127.0.0.1:<port>`. */
  origin: string;
  close(): Promise<void>;
}

/**
 * Starts the identity provider of the servers on a free port of the loopback, and puts it among the sites. Its users
 * are those of the last server's state that has some.
 */
export async function startIdentityProvider(
  servers: () => ServerState[],
  network: { authority: Authority; sites: Sites },
): Promise<RunningIdentityProvider> {
  const { authority, sites } = network;
  const isDown = () => servers().some(({ behaviour }) => behaviour.sso?.includes('identity-provider-down'));
  const app = identityProviderApp({
    ssoUrl: () => realUrl(ssoUrl, sites),
    provider: () => providerOf(servers()),
    parties: () =>
      servers().map(({ hostname, behaviour }) => {
        return { callbackUrl: realUrl(callbackUrl(hostname), sites), trouble: behaviour.sso ?? [] };
      }),
  });
  const certificate = await authority.issue(['127.0.0.1', 'localhost']);
  const server = createServer(certificate, getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.prependListener('request', (request) => {
    if (isDown()) request.socket.destroy();
  });
  server.on('connection', (socket) => {
    if (isDown()) socket.destroy();
  });
  const opened = await listen(server, 0, '127.0.0.1');
  const { port } = server.address() as AddressInfo;
  const origin = `https://127.0.0.1:${port}`;
  sites.set(identityProviderOrigin, () => origin);
  return { origin, close: () => opened.close() };
}

function providerOf(servers: ServerState[]): IdentityProvider {
  const nobody = { entityId: `${identityProviderOrigin}/metadata`, serviceProvider: '', users: [] };
  return servers.findLast((state) => state.identityProvider)?.identityProvider ?? nobody;
}
