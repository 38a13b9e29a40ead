import { Unanswered } from '../unanswered.ts';

/** A machine that is to be logged in to. */
export interface Place {
  user: string;
  host: string;
  port: number;
  keyFile?: string;
}

/** Bounds of a connection, in seconds. */
export interface LinkLimits {
  /** Until TCP is connected. */
  connectSeconds: number;
  /** From there until the login is done. */
  readySeconds: number;
  /** How often a silent connection is tried; it is given up after three times without a sign. */
  keepaliveSeconds: number;
}

/** `host`, with `:port` where it is not 22. */
export function placeName({ host, port }: Pick<Place, 'host' | 'port'>): string {
  return port === 22 ? host : `${host}:${port}`;
}

/** That a machine could not be reached or logged in to, and why. */
export function unreachable(place: Place, why: string, next?: string, cause?: unknown): Unanswered {
  const where = placeName(place);
  return new Unanswered(`${where}: ${why}`, {
    asked: `ssh ${place.user}@${place.host} -p ${place.port}`,
    where,
    next,
    cause,
  });
}

/** Says what an error of ssh2 means, by the level at which it arose. */
export function explain(place: Place, error: Error & { level?: string }, limits: LinkLimits): Unanswered {
  const say = (why: string, next: string) => unreachable(place, why, next, error);
  if (error.level === 'client-authentication') {
    const shown = place.keyFile === undefined ? 'a key of the SSH agent' : `the key ${place.keyFile}`;
    return say(
      `the login of ${place.user} with ${shown} was refused`,
      `Add the public key to ~${place.user}/.ssh/authorized_keys on the host, or correct …_SSH and …_SSH_KEY_FILE.`,
    );
  }
  if (error.level === 'client-timeout')
    return say(
      `it accepted the connection, but the SSH login was not done within ${limits.readySeconds} s`,
      'Check that an SSH server answers on this port and that the machine is not overloaded.',
    );
  if (error.level === 'agent')
    return say(
      `the SSH agent could not be asked (${error.message})`,
      'Check SSH_AUTH_SOCK, and `ssh-add -l`.',
    );
  if (/no matching host key format/i.test(error.message))
    return say(
      'it has no host key of the types that the known hosts record for it',
      `Compare \`ssh-keyscan -p ${place.port} ${place.host}\` with the known hosts, and with the keys on the host itself.`,
    );
  if (error.level === 'handshake' || error.level === 'protocol')
    return say(
      `the SSH handshake failed (${error.message})`,
      'Check that an up-to-date SSH server answers on this port.',
    );
  return say(`the SSH connection failed (${error.message})`, 'Check the log of sshd on the host.');
}
