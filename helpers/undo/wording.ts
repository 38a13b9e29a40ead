import { pasted } from '../host/quote.ts';
import type { Leftover } from './leftover.ts';

/** How a person would name it. */
export function nameOf(left: Leftover): string {
  return `${whatOf(left)} at ${left.server.origin}`;
}

function whatOf(left: Leftover): string {
  switch (left.kind) {
    case 'unit':
      return `the stopped unit ${left.unit} of ${left.host}`;
    case 'invitation':
      return `the invitation, or the account, of ${left.username} (${left.address})`;
    case 'workflow':
      return `integration, alert and connection of ${left.universe}/${left.name} named ${left.mark}`;
    case 'ticket':
      return `the ticket at ${left.tracker} for the error group ${left.fingerprint} of ${left.universe}/${left.name}`;
    case 'report':
      return `the scheduled report of ${left.universe}/${left.name} titled ${left.title}`;
    default:
      return `test errors of ${left.universe}/${left.name} marked ${left.mark}`;
  }
}

/** How a person removes it by hand. */
export function byHand(left: Leftover): string {
  switch (left.kind) {
    case 'unit':
      return `ssh ${sshPlace(left.host)} sudo systemctl start ${left.unit}`;
    case 'invitation':
      return `morgue invite delete ${left.username}, or delete the user ${left.username} in Organization settings > Users`;
    case 'workflow':
      return `morgue workflows alert|integration|connection delete: those named ${left.mark}`;
    case 'ticket':
      return `close or delete ${left.ticket ?? `the ticket that names ${left.fingerprint}`} in the tracker`;
    case 'report':
      return `morgue report list --project=${pasted(left.name)}, then morgue report delete the one titled ${left.title}`;
    default: {
      const place = pasted(`${left.universe}/${left.name}`);
      return `morgue list ${place} --age=1y --filter=application,contains,${left.mark}, then morgue delete ${place} --all with the ids that it lists`;
    }
  }
}

/** `host:2222` as ssh takes it; an IPv6 address with a port has brackets. */
function sshPlace(host: string): string {
  const [, name = host, port] =
    /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(host)?.filter((each) => each !== undefined) ?? [];
  return port === undefined ? host : `-p ${port} ${name}`;
}
