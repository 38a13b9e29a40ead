import { isIP } from 'node:net';
import { ServerRefused } from '../coronerd/refused.ts';
import type { ReadableServer } from '../coronerd/server.ts';
import { takeHosts } from '../inventory/hosts.ts';
import type { ServerSettings } from '../settings/types.ts';
import { Unanswered } from '../unanswered.ts';
import { endpointNames } from './endpoint-names.ts';
import { namesThisServer } from './names-this-server.ts';
import { namesOldHost, type OldNames } from './old-names.ts';
import { isThisMachine } from './this-machine.ts';

/**
 * The names by which the new server may be meant in what it sends, lower case and without ports: as it is reached, as it
 * calls itself, the DNS names of its listeners and those of its tenants, and names that were moved to it. A listener's name
 * may have been copied from the old server: it counts where it is none of the old one's, or, if nothing is known of that,
 * leads to the new server. What means this machine itself is none of them, unless the server is reached by it.
 */
export async function ownNames(
  server: Pick<ReadableServer, 'login' | 'rows' | 'url'>,
  settings: ServerSettings,
  old: Pick<OldNames, 'names' | 'own'> | undefined,
): Promise<string[]> {
  const called = (await takeHosts(server)).map((host) => host.replace(/:\d+$/, '').toLowerCase());
  const said = (await dnsNames(server)).filter((name) => !called.includes(name));
  const isOurs = async (name: string) =>
    old ? !namesOldHost(name, old) : namesThisServer(name, [], settings);
  const ours = await Promise.all(said.map(isOurs));
  const moved = old?.own.filter((name) => name.includes('.') && isIP(name) === 0) ?? [];
  const all = [...called, ...said.filter((_, place) => ours[place]), ...moved];
  return [...new Set(all)].filter((name) => name === server.url.hostname || !isThisMachine(name));
}

/** Names that the listeners and the tenants give; none where the login may not read them. */
async function dnsNames(server: Pick<ReadableServer, 'login' | 'rows' | 'url'>): Promise<string[]> {
  try {
    const { listener: rows = [] } = await server.rows(['listener']);
    return endpointNames({ url: server.url, rows, document: await server.login() }).map(({ name }) => name);
  } catch (error) {
    if (!(error instanceof ServerRefused || error instanceof Unanswered)) throw error;
    return [];
  }
}
