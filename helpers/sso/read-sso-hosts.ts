import { ServerRefused } from '../coronerd/refused.ts';
import type { ReadableServer } from '../coronerd/server.ts';
import type { AskedHost } from '../network/listener-reading.ts';
import { Unanswered } from '../unanswered.ts';
import { type SsoHost, ssoHostsInFile, ssoHostsInRows, ssoTypes } from './sso-hosts.ts';

/** Hosts that single sign-on gives to the server itself. */
export interface SsoReading {
  hosts: SsoHost[];
  /** saml.json is on the server's machine, and so is its service. */
  here: boolean;
  /** What was not looked at. */
  gaps: string[];
}

/** Reads the rows about single sign-on, and saml.json where there is a host. Throws what the server's calls throw. */
export async function readSsoHosts(
  server: Pick<ReadableServer, 'schema' | 'rowResults'>,
  host: AskedHost | undefined,
): Promise<SsoReading> {
  const reading: SsoReading = { hosts: [], here: false, gaps: [] };
  for (const [type, rows] of await server.rowResults(ssoTypes(await server.schema()))) {
    if (rows instanceof ServerRefused)
      reading.gaps.push(`rows of type ${type} were not looked at: ${rows.message}`);
    else reading.hosts.push(...ssoHostsInRows(type, rows));
  }
  if (host) await readFile(host, reading);
  return reading;
}

async function readFile(host: AskedHost, reading: SsoReading): Promise<void> {
  try {
    const file = await host.ask('samlConf');
    reading.here = file.present;
    reading.hosts.push(...ssoHostsInFile(file));
    if (file.present && !file.parsed)
      reading.gaps.push(
        `saml.json ${file.readable ? 'is not JSON as a whole' : 'cannot be read'}: names in it were not looked at`,
      );
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    reading.gaps.push(error.message);
  }
}
